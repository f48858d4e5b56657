using Vod.Media.Pacing;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// The reports of one viewer: sender reports that tie sound and picture to one clock (RFC 3550 section 6.4.1), and what the viewer reports back: losses, lost pictures,
/// round trips, what its path carries.
/// </summary>
internal sealed class RtcpSession(VideoSender? video, AudioSender? audio, PathControl path, PlaybackPeerOptions options)
{
    private readonly SenderReportClock _clock = new(MonotonicTime.Zero, options.UnixTimeAtZero);
    private RtcpSchedule _schedule = new();
    private RoundTripTime _roundTrip;

    /// <summary>When the next report is due.</summary>
    public MonotonicTime NextReportDue => _schedule.Due;

    /// <summary>Says which media time is due now; again whenever the timeline was moved.</summary>
    public void Anchor(MonotonicTime now, TimeSpan position) =>
        _clock.Anchor(now, new MediaTime(position.Ticks, (uint)TimeSpan.TicksPerSecond));

    /// <summary>Notes a media packet.</summary>
    public void OnMediaSent(MonotonicTime now) => _schedule.OnMedia(now);

    /// <summary>Handles decrypted RTCP of the viewer.</summary>
    public void Handle(ReadOnlySpan<byte> compound, MonotonicTime now, PeerCounters counters)
    {
        RtcpReader reader = new(compound);
        while (reader.TryRead(out RtcpPacket packet))
        {
            switch (packet.Kind)
            {
                case RtcpPacketKind.SenderReport or RtcpPacketKind.ReceiverReport:
                    HandleReports(packet.ReportBlocks, now);
                    break;
                case RtcpPacketKind.Nack when packet.MediaSource == video?.Ssrc:
                    counters.OnFeedback(FeedbackKind.Nack);
                    HandleNacks(packet.Nacks, now, counters);
                    break;
                case RtcpPacketKind.PictureLossIndication when packet.MediaSource == video?.Ssrc:
                    counters.OnFeedback(FeedbackKind.PictureLoss);
                    video!.OnKeyFrameRequest(now);
                    break;
                case RtcpPacketKind.FullIntraRequest when Names(packet.FullIntraRequests, video?.Ssrc):
                    counters.OnFeedback(FeedbackKind.FullIntraRequest);
                    video!.OnKeyFrameRequest(now);
                    break;
                case RtcpPacketKind.TransportFeedback:
                    counters.OnFeedback(FeedbackKind.TransportWide);
                    path.OnTransportFeedback(packet.PacketStatuses, _roundTrip.Smoothed, now);
                    break;
                case RtcpPacketKind.ReceiverEstimatedMaxBitrate when packet.TryGetBitrate(out long bitrate):
                    counters.OnFeedback(FeedbackKind.ReceiverEstimate);
                    path.OnReceiverEstimate(bitrate, now);
                    break;
                default:
                    break;
            }
        }

        if (reader.Malformed > 0)
        {
            counters.OnDropped(PeerDropReason.MalformedRtcp);
        }
    }

    /// <summary>Writes the sender reports of all streams as one compound packet, when they are due.</summary>
    public bool TryWriteReport(Span<byte> buffer, MonotonicTime now, out int length)
    {
        length = 0;
        if (_schedule.Due > now || !_clock.IsAnchored)
        {
            return false;
        }

        RtcpWriter writer = new(buffer);
        WriteReports(ref writer, now);
        _schedule.OnReportSent(now, options.Random);
        length = writer.Size;
        return length > 0;
    }

    /// <summary>Writes the last reports and a BYE for every stream (RFC 3550 section 6.6).</summary>
    public int WriteGoodbye(Span<byte> buffer, MonotonicTime now)
    {
        RtcpWriter writer = new(buffer);
        if (_clock.IsAnchored)
        {
            WriteReports(ref writer, now);
        }
        else
        {
            // A compound packet begins with a report, even an empty one (RFC 3550 section 6.1).
            writer.ReceiverReport((video?.Ssrc ?? audio?.Ssrc).GetValueOrDefault(), []);
        }

        if (video is not null)
        {
            writer.Goodbye(video.Ssrc);
        }

        if (audio is not null)
        {
            writer.Goodbye(audio.Ssrc);
        }

        return writer.Size;
    }

    private void WriteReports(ref RtcpWriter writer, MonotonicTime now)
    {
        if (audio is not null)
        {
            writer.SenderReport(audio.Ssrc, _clock.Report(now, audio.RtpClock, audio.Statistics));
            writer.SourceDescription(audio.Ssrc, options.CanonicalName);
        }

        if (video is not null)
        {
            writer.SenderReport(video.Ssrc, _clock.Report(now, video.RtpClock, video.Statistics));
            writer.SourceDescription(video.Ssrc, options.CanonicalName);
        }
    }

    private void HandleReports(ReportBlockReader blocks, MonotonicTime now)
    {
        while (blocks.TryRead(out ReportBlock block))
        {
            _roundTrip.OnReport(block, _clock.WallTime(now));
            if (block.Source == video?.Ssrc)
            {
                path.OnReceiverReport(block.FractionLost, now);
            }
        }
    }

    private void HandleNacks(NackReader nacks, MonotonicTime now, PeerCounters counters)
    {
        while (nacks.TryRead(out SequenceNumber number))
        {
            if (video!.OnNack(number, now, _roundTrip.Smoothed) != RetransmissionOutcome.Accepted)
            {
                counters.OnDropped(PeerDropReason.RetransmissionRefused);
            }
        }
    }

    private static bool Names(FullIntraRequestReader requests, Ssrc? stream)
    {
        while (requests.TryRead(out Ssrc target, out _))
        {
            if (target == stream)
            {
                return true;
            }
        }

        return false;
    }
}
