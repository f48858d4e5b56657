using Vod.Api.Streams;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>A stream that the client publishes. Its last event tells the name of its recording, whose page opens the file at once.</summary>
/// <inheritdoc/>
internal sealed class PublishedStream(StreamRequest request, string key, ViewerLink link, StreamJoin join, DateTimeOffset created, Action<byte[]> send)
    : ConnectionStream(request, key, link, join, created, send)
{
    private readonly PublisherEvents _events = new(link);
    private string? _recordName;

    /// <inheritdoc/>
    public override bool EndsWithLastEvent => Request.Record;

    /// <inheritdoc/>
    private protected override WcsStatus Live => WcsStatus.Publishing;

    /// <inheritdoc/>
    public override async Task<StreamRefusal?> AdmitAsync(string connectionId, string offer, IViewerObserver observer)
    {
        PublishOutcome outcome = await Link.PublishAsync(
            new PublishRequest(Id, connectionId, offer, observer) { IsRecorded = Request.Record, PushUrl = Request.RtmpUrl });
        return outcome == PublishOutcome.Accepted ? null : new StreamRefusal(WcsStatusMap.For(outcome), outcome.ToString());
    }

    /// <inheritdoc/>
    public override WcsStatus StatusOf(StreamEndReason reason) => WcsStatusMap.ForPublisher(reason);

    /// <inheritdoc/>
    public override void On(ViewerEvent viewerEvent)
    {
        switch (viewerEvent)
        {
            case PublisherPublishing publishing:
                OnMedia(publishing.Media);
                break;
            case PublisherRecorded { RecordName.Length: > 0 } recorded:
                _recordName = recorded.RecordName;
                break;
            default:
                base.On(viewerEvent);
                break;
        }
    }

    /// <summary>Tells something to all viewers. False when too much of it waits.</summary>
    public bool TrySendEvent(StreamEvent streamEvent)
    {
        if (!_events.TrySend(streamEvent))
        {
            return false;
        }

        Mute = Mute.After(streamEvent);
        return true;
    }

    /// <inheritdoc/>
    public override StreamStatusEvent Event(WcsStatus status) => base.Event(status) with { RecordName = _recordName };
}
