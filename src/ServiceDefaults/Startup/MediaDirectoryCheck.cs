using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Startup;

/// <summary>The folder of the files must be there and readable.</summary>
internal sealed class MediaDirectoryCheck(IOptions<MediaOptions> options) : IStartupCheck
{
    /// <inheritdoc/>
    public ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        string path = options.Value.Directory;
        if (!Directory.Exists(path))
        {
            return ValueTask.FromResult<string?>($"The media folder '{path}' does not exist; create it or choose another with --media.");
        }

        try
        {
            _ = Directory.EnumerateFileSystemEntries(path).Any();
            return ValueTask.FromResult<string?>(null);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return ValueTask.FromResult<string?>($"The media folder '{path}' cannot be read; change its permissions or choose another with --media.");
        }
    }
}
