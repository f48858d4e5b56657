using Microsoft.Extensions.Logging;

namespace Vod.Grains.Nodes;

// Event ids 1400 to 1499.
internal sealed partial class NodeLoadPublisher
{
    [LoggerMessage(1400, LogLevel.Debug, "Node {Peer} did not take part in the exchange of loads")]
    private partial void LogPeerSilent(Exception exception, SiloAddress peer);
}
