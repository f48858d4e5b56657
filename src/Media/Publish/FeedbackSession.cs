using System.Buffers.Binary;
using Vod.Media.Bandwidth;
using Vod.Media.Peer;
using Vod.Media.Publish.Reception;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish;

/// <summary>
/// What a publisher is told: what is missing and whether the picture is lost (RFC 4585), when its packets arrived, from which its encoder finds its rate, and reports (RFC 3550 section
/// 6.4.2).
/// </summary>
internal sealed class FeedbackSession(MediaReceiver? video, MediaReceiver? audio, KeyFrameRequests keyFrames, PublishPeerOptions options, PeerCounters counters)
{
    /// <summary>Time between two messages about arrivals: libwebrtc tells of them every 50 to 250 ms, the faster the wider the path.</summary>
    public static readonly TimeSpan ArrivalInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Messages about arrivals at a time. What does not fit is told of as lost.</summary>
    public const int MaxArrivalMessages = 4;

    private readonly TransportFeedbackLog _arrivals = new();
    private RtcpSchedule _reports = new();
    private MonotonicTime _arrivalsDue = MonotonicTime.Never;
    private int _arrivalMessages;

    /// <summary>When <see cref="TryWrite"/> has something to say.</summary>
    public MonotonicTime NextTimeout => MonotonicTime.Min(QuestionDue, MonotonicTime.Min(_arrivalsDue, _reports.Due));

    /// <summary>Notes any packet that came.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="now">When it came.</param>
    public void OnPacket(in RtpHeader header, ReadOnlySpan<byte> packet, MonotonicTime now)
    {
        if (options.PathFeedback == PathFeedback.TransportWide && TryReadNumber(header, packet, out SequenceNumber number))
        {
            _arrivals.Add(number, now);
            _arrivalsDue = _arrivals.Count > 0 ? MonotonicTime.Min(_arrivalsDue, now + ArrivalInterval) : MonotonicTime.Never;
        }

        _reports.OnMedia(now);
    }

    /// <summary>Writes the next message that is due; what somebody waits for goes first.</summary>
    public bool TryWrite(Span<byte> buffer, MonotonicTime now, out int length)
    {
        length = QuestionDue <= now ? WriteQuestions(buffer, now) : 0;
        length = length == 0 && _arrivalsDue <= now ? WriteArrivals(buffer, now) : length;
        length = length == 0 && _reports.Due <= now ? WriteDueReport(buffer, now) : length;
        return length > 0;
    }

    /// <summary>Writes the last report and a BYE (RFC 3550 section 6.6).</summary>
    public int WriteGoodbye(Span<byte> buffer, MonotonicTime now)
    {
        RtcpWriter writer = new(buffer);
        WriteReport(ref writer, now);
        writer.Goodbye(options.ReportSsrc);
        return writer.Size;
    }

    private MonotonicTime QuestionDue => MonotonicTime.Min(MonotonicTime.Min(AskAtOf(video), AskAtOf(audio)), KeyFrameDue);

    private MonotonicTime KeyFrameDue => video is { Ssrc: not null, Stream.HasPictureLossIndication: true } ? keyFrames.Due : MonotonicTime.Never;

    private static MonotonicTime AskAtOf(MediaReceiver? media) => media?.Order.Missing.AskAt ?? MonotonicTime.Never;

    private bool TryReadNumber(in RtpHeader header, ReadOnlySpan<byte> packet, out SequenceNumber number)
    {
        // All sections of one transport use the same id for the same extension (RFC 9143 section 9.1).
        byte wanted = (options.Video ?? options.Audio)!.Extensions.TransportSequence;
        RtpExtensionReader extensions = header.ReadExtensions(packet);
        while (extensions.TryRead(out byte id, out ReadOnlySpan<byte> data))
        {
            if (id == wanted && data.Length == sizeof(ushort))
            {
                number = new(BinaryPrimitives.ReadUInt16BigEndian(data));
                return true;
            }
        }

        number = default;
        return false;
    }

    private int WriteQuestions(Span<byte> buffer, MonotonicTime now)
    {
        RtcpWriter writer = new(buffer);
        WriteHead(ref writer, now);
        Ask(ref writer, video, now);
        Ask(ref writer, audio, now);
        if (KeyFrameDue <= now)
        {
            writer.PictureLossIndication(options.ReportSsrc, video!.Ssrc!.Value);
            keyFrames.OnAsked(now);
            counters.OnKeyFrameAsked();
        }

        return writer.Size;
    }

    private void Ask(ref RtcpWriter writer, MediaReceiver? media, MonotonicTime now)
    {
        if (AskAtOf(media) > now)
        {
            return;
        }

        Span<SequenceNumber> due = stackalloc SequenceNumber[MissingPackets.MaxPerMessage];
        int count = media!.Order.Missing.TakeDue(due, now);
        if (count > 0)
        {
            writer.Nack(options.ReportSsrc, media.Ssrc!.Value, due[..count]);
            counters.OnAsked(count);
        }
    }

    // Feedback goes alone where that was agreed on (RFC 5506), else behind a report (RFC 3550 section 6.1).
    private void WriteHead(ref RtcpWriter writer, MonotonicTime now)
    {
        if (!options.HasReducedSizeReports)
        {
            WriteReport(ref writer, now);
        }
    }

    private int WriteArrivals(Span<byte> buffer, MonotonicTime now)
    {
        RtcpWriter writer = new(buffer);
        WriteHead(ref writer, now);
        int head = writer.Size;
        Ssrc media = (video?.Ssrc ?? audio?.Ssrc).GetValueOrDefault();
        int size = _arrivals.Write(buffer[head..], options.ReportSsrc, media);
        if (++_arrivalMessages >= MaxArrivalMessages)
        {
            _arrivals.Clear();
        }

        if (_arrivals.Count == 0)
        {
            (_arrivalsDue, _arrivalMessages) = (MonotonicTime.Never, 0);
        }

        return head + size;
    }

    private int WriteDueReport(Span<byte> buffer, MonotonicTime now)
    {
        RtcpWriter writer = new(buffer);
        WriteReport(ref writer, now);
        if (options.PathFeedback == PathFeedback.ReceiverEstimate && (video?.Ssrc ?? audio?.Ssrc) is { } media)
        {
            writer.ReceiverEstimatedMaxBitrate(options.ReportSsrc, media, options.MaxBitrate);
        }

        _reports.OnReportSent(now, options.Random);
        return writer.Size;
    }

    private void WriteReport(ref RtcpWriter writer, MonotonicTime now)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[2];
        int count = 0;
        if (video is { HasReport: true })
        {
            blocks[count++] = video.Report(now);
        }

        if (audio is { HasReport: true })
        {
            blocks[count++] = audio.Report(now);
        }

        writer.ReceiverReport(options.ReportSsrc, blocks[..count]);
        writer.SourceDescription(options.ReportSsrc, options.CanonicalName);
    }
}
