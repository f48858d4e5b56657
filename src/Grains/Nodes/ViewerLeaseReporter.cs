using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Grains.Abstractions.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

/// <summary>
/// The node's half of the leases. Streams and connections hear every few seconds which viewers this node carries; what a stream does not know is
/// closed, and so are the viewers of a connection that no longer listens. Two loops, because a connection that hangs must not cost a stream its lease.
/// Periods run on the clock of the grains; a call that is under way takes real time.
/// </summary>
internal sealed partial class ViewerLeaseReporter(
    NodeSessionTable sessions,
    NodeDirectory directory,
    IMediaEngine engine,
    IGrainFactory grains,
    IOptions<GrainOptions> options,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<ViewerLeaseReporter> logger)
{
    private readonly GrainOptions _options = options.Value;

    // Failures in a row by connection; only connections that have failed are in it.
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>Reports until cancelled.</summary>
    public Task Run(CancellationToken cancellation) => Task.WhenAll(
        NodeLoop.Run(_options.ViewerReportPeriod, clock, ReportToStreams, cancellation),
        NodeLoop.Run(_options.ViewerReportPeriod, clock, ReportToConnections, cancellation));

    /// <summary>Tells every stream its viewers, once.</summary>
    public Task ReportToStreams(CancellationToken cancellation) => Task.WhenAll(
        sessions.Reports(directory.Self).Select(stream => ReportToStream(stream.StreamKey, stream.Report, cancellation)));

    /// <summary>Tells every connection its viewers, once.</summary>
    public Task ReportToConnections(CancellationToken cancellation)
    {
        IGrouping<string, NodeSession>[] connections =
            [.. sessions.Snapshot().Where(session => !session.ObserverLost).GroupBy(session => session.ConnectionId)];
        foreach (string closed in _failures.Keys.Except(connections.Select(connection => connection.Key)))
        {
            _failures.TryRemove(closed, out _);
        }

        return Task.WhenAll(connections.Select(connection => ReportToConnection(connection.Key, [.. connection], cancellation)));
    }

    private async Task ReportToStream(string streamKey, NodeViewerReport report, CancellationToken cancellation)
    {
        try
        {
            IVodStreamGrain stream = grains.GetGrain<IVodStreamGrain>(streamKey);
            IReadOnlyList<string> unknown = await stream.ReportViewers(report).WaitAsync(_options.ViewerReportPeriod, cancellation);
            CloseUnknown(streamKey, unknown);
            foreach (string ended in report.Viewers.Except(unknown).Where(viewer => !sessions.TryGet(streamKey, viewer, out _)))
            {
                // It ended while the report was under way. Had its last event arrived first, the report has revived it in a new activation.
                await stream.OnViewerEvent(new ViewerEnded(ended, StreamEndReason.Orphaned, "")).WaitAsync(_options.ViewerReportPeriod, cancellation);
            }
        }
        catch (Exception exception)
        {
            // The stream grain may be on its way to another silo; the lease spans several reports for that.
            LogStreamSilent(exception, streamKey);
        }
    }

    private void CloseUnknown(string streamKey, IReadOnlyList<string> unknown)
    {
        foreach (string mediaSessionId in unknown)
        {
            if (sessions.TryGet(streamKey, mediaSessionId, out NodeSession? viewer))
            {
                LogOrphaned(streamKey, mediaSessionId);
                engine.Close(viewer.Id, SessionEndReason.Orphaned);
            }
        }
    }

    private async Task ReportToConnection(string connectionId, NodeSession[] viewers, CancellationToken cancellation)
    {
        try
        {
            // All viewers of a connection share its observer.
            await viewers[0].Observer!
                .OnAlive([.. viewers.Select(viewer => viewer.MediaSessionId)])
                .WaitAsync(_options.ViewerReportPeriod, cancellation);
            _failures.TryRemove(connectionId, out _);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            int failures = _failures.AddOrUpdate(connectionId, 1, (_, before) => before + 1);
            LogConnectionSilent(exception, connectionId, failures);
            if (failures >= _options.ObserverFailureLimit)
            {
                GiveUp(connectionId, viewers);
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    private void GiveUp(string connectionId, NodeSession[] viewers)
    {
        LogConnectionLost(connectionId, viewers.Length);
        foreach (NodeSession viewer in viewers)
        {
            viewer.ObserverLost = true;
            engine.Close(viewer.Id, SessionEndReason.Orphaned);
        }
    }
}
