using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Vod.Grains.Nodes;

/// <summary>Tells the other nodes how full this one is, and asks them once at the start. A failed exchange only makes numbers older.</summary>
internal sealed partial class NodeLoadPublisher(
    NodeDirectory directory,
    IMediaNodeClient nodes,
    IOptions<GrainOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<NodeLoadPublisher> logger)
{
    private readonly GrainOptions _options = options.Value;

    /// <summary>Fetches the numbers of all, then publishes its own once a period.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        await FetchAll(cancellation);
        await NodeLoop.Run(_options.LoadPublishPeriod, clock, Publish, cancellation);
    }

    /// <summary>Sends the numbers of this node to all others.</summary>
    public Task Publish(CancellationToken cancellation)
    {
        NodeSnapshot mine = directory.Local.ToSnapshot();
        return ForEachPeer(peer => nodes.On(peer).TakeSnapshot(mine), cancellation);
    }

    private Task FetchAll(CancellationToken cancellation) =>
        ForEachPeer(async peer => directory.Take(await nodes.On(peer).GetSnapshot()), cancellation);

    private Task ForEachPeer(Func<SiloAddress, Task> exchange, CancellationToken cancellation) =>
        Task.WhenAll(directory.ActivePeers().Select(async peer =>
        {
            try
            {
                await exchange(peer).WaitAsync(_options.LoadStaleAfter, cancellation);
            }
            catch (Exception exception)
            {
                LogPeerSilent(exception, peer);
            }
        }));
}
