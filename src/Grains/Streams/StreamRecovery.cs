using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;

namespace Vod.Grains.Streams;

/// <summary>
/// Asks the other nodes for the viewers of a stream whose grain was activated anew, before the grain answers its first question: it would otherwise deny, or start a
/// second time, a stream that its viewers are watching. Costs one call per node, and nothing on a node of its own.
/// </summary>
internal sealed partial class StreamRecovery(
    IMediaNodeClient nodes, NodeDirectory directory, NodeSessionTable own, IOptions<GrainOptions> options, ILogger<StreamRecovery> logger)
{
    /// <summary>What the nodes report of a stream; those that do not answer in time report later by themselves.</summary>
    public async Task<IReadOnlyList<NodeViewerReport>> Find(string streamKey)
    {
        NodeViewerReport?[] reports = await Task.WhenAll(directory.ActivePeers().Select(peer => Ask(peer, streamKey)));
        return [.. reports.Append(own.ReportOf(streamKey, directory.Self)).OfType<NodeViewerReport>()];
    }

    private async Task<NodeViewerReport?> Ask(SiloAddress peer, string streamKey)
    {
        try
        {
            return await nodes.On(peer).GetReport(streamKey).WaitAsync(options.Value.PeerAnswerTimeout);
        }
        catch (Exception exception)
        {
            LogPeerSilent(exception, peer, streamKey);
            return null;
        }
    }

    // Event ids 1040 to 1049.
    [LoggerMessage(1040, LogLevel.Debug, "Node {Peer} did not say whether it carries viewers of stream {StreamKey}")]
    private partial void LogPeerSilent(Exception exception, SiloAddress peer, string streamKey);
}
