using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;

namespace Vod.Grains.Streams;

/// <summary>Collects the listings of all nodes. Stateless, so that any silo answers at once and a slow node holds up one question only.</summary>
[StatelessWorker]
internal sealed partial class VodDirectoryGrain(
    IMediaNodeClient nodes, NodeDirectory directory, IOptions<GrainOptions> options, ILogger<VodDirectoryGrain> logger) : Grain, IVodDirectoryGrain
{
    /// <inheritdoc/>
    public async Task<StreamListing> List()
    {
        StreamListing[] listings = await Task.WhenAll(directory.ActivePeers().Append(directory.Self).Select(Ask));
        return new(
            [.. listings.SelectMany(listing => listing.Streams).OrderBy(stream => stream.Origin.Created).ThenBy(stream => stream.Key, StringComparer.Ordinal)],
            [.. listings.SelectMany(listing => listing.Viewers).OrderBy(viewer => viewer.Created).ThenBy(viewer => viewer.MediaSessionId, StringComparer.Ordinal)])
        {
            // A node that does not know the list yet leaves it out.
            Recordings = [.. listings.SelectMany(listing => listing.Recordings ?? [])],
        };
    }

    private async Task<StreamListing> Ask(SiloAddress node)
    {
        try
        {
            return await nodes.On(node).List().WaitAsync(options.Value.PeerAnswerTimeout);
        }
        catch (Exception exception)
        {
            LogNodeSilent(exception, node);
            return new([], []);
        }
    }

    // Event ids 1050 to 1059.
    [LoggerMessage(1050, LogLevel.Warning, "Node {Node} did not list its streams; the answer lacks them")]
    private partial void LogNodeSilent(Exception exception, SiloAddress node);
}
