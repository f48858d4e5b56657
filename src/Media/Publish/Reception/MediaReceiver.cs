using Vod.Media.Peer;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>
/// One stream that is received: the packets of one SSRC. Which one that is only the packets say: the first one with the agreed payload type, and the name of the section where it is sent along. Another one takes
/// its place only when it has left or fallen silent; a second one at the same time is a second layer or a stranger, and is not listened to.
/// </summary>
internal sealed class MediaReceiver(IncomingStream stream, ReceptionLimits limits, uint clockRate, IPayloadReceiver receiver, PeerCounters counters)
{
    /// <summary>How long a stream must have been silent before another SSRC takes its place: a browser sends sound every 20 ms, and pictures several times a second.</summary>
    public static readonly TimeSpan TakeoverSilence = TimeSpan.FromSeconds(1);

    private readonly SequenceTracker _sequence = new();
    private readonly OrderedReception _order = new(limits, stream.HasNack, receiver, counters);
    private readonly ReceiveStatistics _statistics = new(clockRate);
    private Ssrc? _ssrc;
    private MonotonicTime _heardAt = MonotonicTime.Zero;

    /// <summary>The SSRC that is listened to; null before the first packet.</summary>
    public Ssrc? Ssrc => _ssrc;

    /// <summary>Whether its sender said that it leaves (BYE).</summary>
    public bool HasLeft { get; private set; }

    /// <summary>What is agreed about it.</summary>
    public IncomingStream Stream => stream;

    /// <summary>The order of its packets.</summary>
    public OrderedReception Order => _order;

    /// <summary>Whether it has anything to report.</summary>
    public bool HasReport => _ssrc is not null && _statistics.Received > 0;

    /// <summary>Takes a packet with the payload type of the stream; false when it is not of its SSRC.</summary>
    public bool TryHandle(in RtpHeader header, ReadOnlySpan<byte> packet, ReadOnlySpan<byte> payload, MonotonicTime now)
    {
        if (header.Ssrc != _ssrc && !TryTakeOver(header, packet, now))
        {
            return false;
        }

        (_heardAt, HasLeft) = (now, false);
        bool isFirst = _sequence.Highest is null;
        if (!_sequence.TryExtend(header.SequenceNumber, out ExtendedSequenceNumber number, out bool hasRestarted))
        {
            counters.OnDropped(PeerDropReason.TooLate);
            return true;
        }

        if (hasRestarted)
        {
            _order.Begin(number, followsGap: !isFirst);
        }

        _statistics.OnPacket(number, header.Timestamp, hasRestarted, now);
        _order.Handle(number, header.Timestamp, header.Marker, payload, now);
        return true;
    }

    /// <summary>Takes a packet with the payload type of retransmissions; false when it is none (RFC 4588 section 4).</summary>
    public bool TryHandleRetransmission(in RtpHeader header, ReadOnlySpan<byte> payload, MonotonicTime now)
    {
        bool isWhole = RtxPacket.TryParse(payload, out SequenceNumber original, out ReadOnlySpan<byte> rest);
        if (isWhole && _sequence.Nearest(original) is { } number)
        {
            // libwebrtc probes the path with repetitions of what has come long ago, which is no fault of anybody's.
            _order.TryRepair(number, header.Timestamp, header.Marker, rest, now);
        }

        // Nothing but padding is a probe of the path as well.
        return isWhole || payload.IsEmpty;
    }

    /// <summary>Notes a sender report about the stream.</summary>
    public void OnSenderReport(in SenderInfo info, MonotonicTime now) => _statistics.OnSenderReport(info.WallTime, now);

    /// <summary>Notes that its sender leaves.</summary>
    public void OnGoodbye() => HasLeft = true;

    /// <summary>What is reported about it.</summary>
    public ReportBlock Report(MonotonicTime now) => _statistics.Report(_ssrc!.Value, now);

    private bool TryTakeOver(in RtpHeader header, ReadOnlySpan<byte> packet, MonotonicTime now)
    {
        bool isFree = _ssrc is null || HasLeft || now - _heardAt >= TakeoverSilence;
        if (!isFree || !IsOfSection(header, packet))
        {
            return false;
        }

        if (_ssrc is not null)
        {
            _sequence.Reset();
            receiver.Restart();
        }

        _ssrc = header.Ssrc;
        return true;
    }

    // RFC 9143 section 9.2: the name of the section decides, where a packet carries it.
    private bool IsOfSection(in RtpHeader header, ReadOnlySpan<byte> packet)
    {
        RtpExtensionReader extensions = header.ReadExtensions(packet);
        while (stream.Extensions.Mid != 0 && extensions.TryRead(out byte id, out ReadOnlySpan<byte> data))
        {
            if (id == stream.Extensions.Mid)
            {
                return data.SequenceEqual(stream.Mid);
            }
        }

        return true;
    }
}
