using Vod.Media.Opus;
using Vod.Media.Peer;
using Vod.Media.Publish.Timeline;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>The sound of one publisher: each payload is an Opus packet (RFC 7587 section 4.2), and what is missing between two is a gap in time, lost or silent.</summary>
internal sealed class SoundReceiver(SoundTimeline timeline, IPublishedMediaSink sink, PeerCounters counters) : IPayloadReceiver
{
    /// <summary>Packets that were handed on.</summary>
    public long HandedOn { get; private set; }

    /// <inheritdoc/>
    public void Take(in ReceivedPayload payload, MonotonicTime now)
    {
        // Nothing but padding is a probe of the path.
        if (payload.Bytes.IsEmpty)
        {
            return;
        }

        if (!OpusPacket.TryParse(payload.Bytes, out OpusPacket packet))
        {
            counters.OnDropped(PeerDropReason.MalformedRtp);
            return;
        }

        TimeSpan duration = new MediaTime(packet.Duration, RtpClock.OpusRate).ToTimeSpan();
        if (timeline.TryPlace(payload.Timestamp, duration, now, out TimeSpan time))
        {
            HandedOn++;
            sink.OnSound(new PublishedSound(time, duration), payload.Bytes);
        }
    }

    /// <inheritdoc/>
    public void Restart() => timeline.Restart();
}
