using Vod.Media.Peer;
using Vod.Media.Publish.Depacketization;
using Vod.Media.Publish.Timeline;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>
/// The picture of one publisher: finds where pictures begin and end, by marker and timestamp (RFC 6184 section 5.1, RFC 7741 section 4.1), and hands on those that are whole and refer to nothing that is
/// missing. After a loss that is a key picture, which is asked for at once.
/// </summary>
internal sealed class PictureReceiver(IDepacketizer depacketizer, PictureTimeline timeline, KeyFrameRequests requests, IPublishedMediaSink sink, PeerCounters counters) : IPayloadReceiver
{
    private RtpTimestamp? _timestamp; // of the picture under way, or of the last one
    private bool _isOpen;
    private bool _isDamaged;
    private bool _isAfterGap = true; // nobody knows what came before the first packet
    private bool _needsKey = true;

    /// <summary>Pictures that were handed on.</summary>
    public long HandedOn { get; private set; }

    /// <inheritdoc/>
    public void Take(in ReceivedPayload payload, MonotonicTime now)
    {
        if (payload.FollowsGap)
        {
            Lose(now);
        }

        // Nothing but padding is a probe of the path.
        if (payload.Bytes.IsEmpty)
        {
            return;
        }

        if (_isOpen && payload.Timestamp != _timestamp)
        {
            // Nothing is missing, so the picture is whole; only its marker was forgotten.
            Close(now);
        }

        if (!_isOpen)
        {
            Open(payload, now);
        }

        _isAfterGap = false;
        if (!_isDamaged && !depacketizer.TryAdd(payload.Bytes))
        {
            _isDamaged = true;
            counters.OnDropped(PeerDropReason.MalformedRtp);
        }

        if (payload.Marker)
        {
            Close(now);
        }
    }

    /// <inheritdoc/>
    public void Restart()
    {
        (_isOpen, _timestamp, _isAfterGap, _needsKey) = (false, null, true, true);
        timeline.Restart();
    }

    private void Open(in ReceivedPayload payload, MonotonicTime now)
    {
        // What follows a picture that has been closed already, or given up, is no picture of its own.
        bool isRest = payload.Timestamp == _timestamp;
        _isOpen = true;
        _isDamaged = isRest || (_isAfterGap && !depacketizer.IsFirst(payload.Bytes));
        depacketizer.Begin();
        if (!isRest)
        {
            _timestamp = payload.Timestamp;
            timeline.Open(payload.Timestamp, now);
        }
    }

    private void Close(MonotonicTime now)
    {
        _isOpen = false;
        PictureFacts facts = default;
        PictureOutcome outcome = _isDamaged ? PictureOutcome.Unusable : depacketizer.Finish(out facts);
        if (outcome == PictureOutcome.Empty)
        {
            return;
        }

        if (outcome == PictureOutcome.Unusable || (_needsKey && !facts.IsKey))
        {
            _needsKey = true;
            requests.OnPictureLost(now);
            return;
        }

        _needsKey = false;
        HandOn(facts, now);
    }

    private void Lose(MonotonicTime now)
    {
        (_isOpen, _isAfterGap, _needsKey) = (false, true, true);
        requests.OnPictureLost(now);
    }

    private void HandOn(in PictureFacts facts, MonotonicTime now)
    {
        if (facts.IsKey)
        {
            requests.OnKeyFrame(now);
        }

        HandedOn++;
        PublishedPicture picture = new()
        {
            Time = timeline.Time,
            IsKey = facts.IsKey,
            Codec = depacketizer.Codec,
            Configuration = facts.Configuration,
            Width = facts.Width,
            Height = facts.Height,
        };
        sink.OnPicture(picture, depacketizer.Picture);
    }
}
