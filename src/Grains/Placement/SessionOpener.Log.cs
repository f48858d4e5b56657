using Microsoft.Extensions.Logging;

namespace Vod.Grains.Placement;

// Event ids 1600 to 1699.
internal sealed partial class SessionOpener
{
    [LoggerMessage(1600, LogLevel.Warning, "Stream {StreamKey}: opening a session on node {Node} failed")]
    private partial void LogNodeFailed(Exception exception, string streamKey, SiloAddress node);
}
