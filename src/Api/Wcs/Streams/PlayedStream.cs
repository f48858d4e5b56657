using Vod.Api.Streams;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>A stream that the client plays.</summary>
/// <inheritdoc/>
internal sealed class PlayedStream(StreamRequest request, string key, ViewerLink link, StreamJoin join, DateTimeOffset created, Action<byte[]> send)
    : ConnectionStream(request, key, link, join, created, send)
{
    /// <inheritdoc/>
    private protected override WcsStatus Live => WcsStatus.Playing;

    /// <inheritdoc/>
    public override async Task<StreamRefusal?> AdmitAsync(string connectionId, string offer, IViewerObserver observer)
    {
        SubscribeOutcome outcome = await Link.SubscribeAsync(new SubscribeRequest(Request.Name, Id, connectionId, offer, observer));
        return outcome == SubscribeOutcome.Accepted ? null : new StreamRefusal(WcsStatusMap.For(outcome), outcome.ToString());
    }

    /// <inheritdoc/>
    public override WcsStatus StatusOf(StreamEndReason reason) => WcsStatusMap.For(reason);

    /// <inheritdoc/>
    public override void On(ViewerEvent viewerEvent)
    {
        switch (viewerEvent)
        {
            case ViewerPlaying playing:
                Mute = Mute.Newer(playing.Mute);
                OnMedia(playing.Media);
                break;
            case ViewerStreamEvent told:
                Mute = Mute.Newer(told.Mute);
                Send(ServerMessages.StreamEvent(Id, WcsStreamEvents.TypeOf(told.Event.Kind), told.Event.Payload));
                break;
            case ViewerPathChanged { IsWideEnough: false } path when IsLive:
                WcsStatus status = WcsStatus.NotEnoughBandwidth(path.StreamBitrate, path.PathBitrate);
                Send(ServerMessages.NotEnoughBandwidth(Id, status.Info!));
                Send(ServerMessages.StreamStatus(Event(status)));
                break;
            default:
                base.On(viewerEvent);
                break;
        }
    }
}
