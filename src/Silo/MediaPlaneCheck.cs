using Vod.Media.Host;
using Vod.ServiceDefaults.Startup;

namespace Vod.Silo;

/// <summary>The programs and libraries the media plane needs must be there: OpenSSL and ffmpeg.</summary>
internal sealed class MediaPlaneCheck(IServiceProvider services) : IStartupCheck
{
    /// <inheritdoc/>
    public ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken) =>
        MediaRequirements.FindProblemAsync(services, cancellationToken);
}
