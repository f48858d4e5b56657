using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Publishing;

/// <content>What it does about feedback.</content>
internal sealed partial class ScriptedPublisher
{
    private void HandleRtcp(byte[] datagram, MonotonicTime now)
    {
        if (_receiver!.UnprotectRtcp(datagram, datagram.Length, out int length) != SrtpStatus.Ok)
        {
            return;
        }

        RtcpReader reader = new(datagram.AsSpan(0, length));
        bool isFirst = true;
        while (reader.TryRead(out RtcpPacket packet))
        {
            // RFC 3550 section 6.1, unless RFC 5506 was agreed on.
            Rejected += isFirst && !_options.HasReducedSizeReports && packet.Kind != RtcpPacketKind.ReceiverReport ? 1 : 0;
            isFirst = false;
            HandlePacket(packet, now);
        }

        Rejected += reader.Malformed;
    }

    private void HandlePacket(in RtcpPacket packet, MonotonicTime now)
    {
        switch (packet.Kind)
        {
            case RtcpPacketKind.ReceiverReport:
                NoteReports(packet.ReportBlocks);
                break;
            case RtcpPacketKind.Nack when packet.MediaSource == Video.Ssrc:
                Nacks++;
                NackReader nacks = packet.Nacks;
                while (nacks.TryRead(out SequenceNumber number))
                {
                    SendAgain(number, now);
                }

                break;
            case RtcpPacketKind.PictureLossIndication when packet.MediaSource == Video.Ssrc:
                KeyFrameRequests++;
                _wantsKey = true;
                break;
            case RtcpPacketKind.TransportFeedback:
                NoteArrivals(packet.PacketStatuses);
                break;
            case RtcpPacketKind.ReceiverEstimatedMaxBitrate when packet.TryGetBitrate(out long bitrate):
                Estimate = bitrate;
                break;
            case RtcpPacketKind.Goodbye:
                IsGoodbyeSeen = true;
                break;
            case RtcpPacketKind.SourceDescription:
                break;
            default:
                Rejected++;
                break;
        }
    }

    private void NoteReports(ReportBlockReader blocks)
    {
        while (blocks.TryRead(out ReportBlock block))
        {
            (block.Source == Video.Ssrc ? Video : Audio).Report = block;
        }
    }

    private void NoteArrivals(TransportFeedbackReader statuses)
    {
        (int messages, int packets, int lost) = Arrivals;
        while (statuses.TryRead(out PacketStatus status))
        {
            packets++;
            lost += status.IsReceived ? 0 : 1;
        }

        Arrivals = (messages + 1, packets, lost);
    }

    private void SendAgain(SequenceNumber number, MonotonicTime now)
    {
        // What was never sent is not to be asked for.
        if (!Video.Sent.TryGetValue(number, out (RtpHeader Header, byte[] Payload, byte[] Datagram) sent))
        {
            Rejected++;
            return;
        }

        if (!_options.HasRetransmissionStream)
        {
            Enqueue(sent.Datagram, now);
            return;
        }

        byte[] buffer = new byte[1500];
        int length = RtxPacket.WriteHeader(sent.Header, _retransmission, NextExtensions([]), buffer);
        sent.Payload.CopyTo(buffer, length);
        _retransmission = _retransmission.Advance();
        SendRaw(buffer.AsSpan(0, length + sent.Payload.Length), now);
    }
}
