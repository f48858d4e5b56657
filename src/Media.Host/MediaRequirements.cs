using Microsoft.Extensions.DependencyInjection;
using Vod.Media.Host.Preparation;
using Vod.Media.OpenSsl;

namespace Vod.Media.Host;

/// <summary>What the media plane needs from the machine.</summary>
public static class MediaRequirements
{
    /// <summary>Null when all is there, else one line that says what is missing and how to get it.</summary>
    public static ValueTask<string?> FindProblemAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return OpenSslLibrary.TryLoad(out string? problem)
            ? new(services.GetRequiredService<FfmpegLocation>().Problem)
            : new(problem);
    }
}
