using Vod.Media.Peer;
using Vod.Media.Publish.Depacketization;
using Vod.Media.Publish.Reception;
using Vod.Media.Publish.Timeline;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish;

/// <summary>The streams of one publisher: finds the one a packet belongs to (RFC 9143 section 9.2), and puts picture and sound on one line.</summary>
internal sealed class MediaReception
{
    private readonly PublishPeerOptions _options;
    private readonly PeerCounters _counters;
    private readonly KeyFrameRequests _keyFrames = new();
    private readonly MediaReceiver? _video;
    private readonly MediaReceiver? _audio;
    private readonly PictureReceiver? _pictures;
    private readonly SoundReceiver? _sounds;
    private readonly PictureTimeline? _pictureTimeline;
    private readonly SoundTimeline? _soundTimeline;

    /// <summary>Makes the receiving side of what was agreed on.</summary>
    public MediaReception(PublishPeerOptions options, IPublishedMediaSink sink, PeerCounters counters)
    {
        _options = options;
        _counters = counters;
        TimelineOrigin origin = new();
        if (options.Audio is { } audio)
        {
            _soundTimeline = new(origin);
            _sounds = new(_soundTimeline, sink, counters);
            _audio = new(audio, ReceptionLimits.Sound, RtpClock.OpusRate, _sounds, counters);
        }

        if (options.Video is { } video)
        {
            _pictureTimeline = new(origin, _soundTimeline);
            _pictures = new(DepacketizerOf(options.Codec), _pictureTimeline, _keyFrames, sink, counters);
            _video = new(video, ReceptionLimits.Picture, RtpClock.VideoRate, _pictures, counters);
        }

        Feedback = new(_video, _audio, _keyFrames, options, counters);
    }

    /// <summary>What the publisher is told.</summary>
    public FeedbackSession Feedback { get; }

    /// <summary>The picture; null without one.</summary>
    public MediaReceiver? Video => _video;

    /// <summary>The sound; null without it.</summary>
    public MediaReceiver? Audio => _audio;

    /// <summary>Whether a picture was handed on, or a sound where there is no picture.</summary>
    public bool HasHandedOn => (_pictures?.HandedOn ?? _sounds?.HandedOn) > 0;

    /// <summary>Pictures and sounds that were handed on.</summary>
    public long HandedOn => (_pictures?.HandedOn ?? 0) + (_sounds?.HandedOn ?? 0);

    /// <summary>Whether all that was heard of has said that it leaves.</summary>
    public bool HasLeft =>
        (_video?.Ssrc ?? _audio?.Ssrc) is not null
        && _video is not { Ssrc: not null, HasLeft: false } && _audio is not { Ssrc: not null, HasLeft: false };

    /// <summary>When <see cref="HandleTimeout"/> or <see cref="FeedbackSession.TryWrite"/> has something to do.</summary>
    public MonotonicTime NextTimeout => MonotonicTime.Min(Feedback.NextTimeout, MonotonicTime.Min(TimeoutOf(_video), TimeoutOf(_audio)));

    /// <summary>Takes a decrypted RTP packet; false when it is not one of ours, and was dropped.</summary>
    public bool TryHandlePacket(ReadOnlySpan<byte> packet, MonotonicTime now)
    {
        if (!RtpHeader.TryParse(packet, out RtpHeader header) || !header.TryGetPayload(packet, out ReadOnlySpan<byte> payload) || payload.Length > ReorderBuffer.MaxPayload)
        {
            return Drop(PeerDropReason.MalformedRtp);
        }

        // Whatever it is, it took its share of the path.
        Feedback.OnPacket(header, packet, now);
        if (IsOf(_video, header))
        {
            return _video!.TryHandle(header, packet, payload, now) || Drop(PeerDropReason.UnknownStream);
        }

        if (IsOf(_audio, header))
        {
            return _audio!.TryHandle(header, packet, payload, now) || Drop(PeerDropReason.UnknownStream);
        }

        MediaReceiver? repaired = IsRetransmissionOf(_video, header) ? _video : IsRetransmissionOf(_audio, header) ? _audio : null;
        return repaired is not null
            ? repaired.TryHandleRetransmission(header, payload, now) || Drop(PeerDropReason.MalformedRtp)
            : Drop(PeerDropReason.UnknownStream);
    }

    /// <summary>Takes decrypted RTCP.</summary>
    public void HandleReports(ReadOnlySpan<byte> compound, MonotonicTime now)
    {
        RtcpReader reader = new(compound);
        while (reader.TryRead(out RtcpPacket packet))
        {
            if (packet.TryGetSenderInfo(out SenderInfo info))
            {
                HandleSenderReport(packet.Sender, info, now);
            }

            for (int i = 0; packet.TryGetGoodbye(i, out Ssrc source); i++)
            {
                ReceiverOf(source)?.OnGoodbye();
            }
        }

        if (reader.Malformed > 0)
        {
            Drop(PeerDropReason.MalformedRtcp);
        }
    }

    /// <summary>Gives up what has been missing for too long.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        _video?.Order.HandleTimeout(now);
        _audio?.Order.HandleTimeout(now);
    }

    /// <summary>Notes that somebody would like to have a key frame. The first picture is one anyway.</summary>
    public void RequestKeyFrame(MonotonicTime now)
    {
        if (_pictures is { HandedOn: > 0 })
        {
            _keyFrames.OnWish(now);
        }
    }

    private static IDepacketizer DepacketizerOf(PublishedCodec codec) => codec == PublishedCodec.Vp8 ? new Vp8Depacketizer() : new H264Depacketizer();

    private static MonotonicTime TimeoutOf(MediaReceiver? media) => media?.Order.NextTimeout ?? MonotonicTime.Never;

    private static bool IsOf(MediaReceiver? media, in RtpHeader header) => media is not null && media.Stream.PayloadType == header.PayloadType;

    private static bool IsRetransmissionOf(MediaReceiver? media, in RtpHeader header) => media is not null && media.Stream.RetransmissionPayloadType == header.PayloadType;

    private void HandleSenderReport(Ssrc source, in SenderInfo info, MonotonicTime now)
    {
        ReceiverOf(source)?.OnSenderReport(info, now);
        if (source == _video?.Ssrc)
        {
            _pictureTimeline!.OnSenderReport(info);
        }
        else if (source == _audio?.Ssrc)
        {
            _soundTimeline!.OnSenderReport(info);
        }
    }

    private MediaReceiver? ReceiverOf(Ssrc source) => source == _video?.Ssrc ? _video : source == _audio?.Ssrc ? _audio : null;

    private bool Drop(PeerDropReason reason)
    {
        _counters.OnDropped(reason);
        return false;
    }
}
