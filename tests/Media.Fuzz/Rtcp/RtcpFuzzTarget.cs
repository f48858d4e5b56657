using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Fuzz.Rtcp;

/// <summary>RTCP datagrams: every packet's contents are read to their end.</summary>
internal sealed class RtcpFuzzTarget : IFuzzTarget
{
    public string Name => "rtcp";

    public IEnumerable<byte[]> Seeds => [Compound(), Feedback(), TransportFeedback(), Convert.FromHexString("A1CB00020000000100000004")];

    public void Run(ReadOnlySpan<byte> input)
    {
        int read = 0;
        RtcpReader reader = new(input);
        while (reader.TryRead(out RtcpPacket packet))
        {
            read++;
            ReadContents(packet);
        }

        // Every packet takes at least the four bytes of its header.
        if ((read + reader.Malformed) * RtcpFormat.HeaderSize > input.Length + RtcpFormat.HeaderSize)
        {
            throw new InvalidOperationException("more packets than bytes for them");
        }
    }

    private static void ReadContents(RtcpPacket packet)
    {
        ReportBlockReader blocks = packet.ReportBlocks;
        RoundTripTime roundTrip = default;
        int count = 0;
        while (blocks.TryRead(out ReportBlock block))
        {
            roundTrip.OnReport(block, new NtpTime(0x1234_5678_9ABC_DEF0));
            count++;
        }

        NackReader nacks = packet.Nacks;
        while (nacks.TryRead(out _))
        {
            count++;
        }

        FullIntraRequestReader requests = packet.FullIntraRequests;
        while (requests.TryRead(out _, out _))
        {
            count++;
        }

        ReadStatuses(packet.PacketStatuses);
        for (int i = 0; packet.TryGetGoodbye(i, out _); i++)
        {
            count++;
        }

        packet.TryGetSenderInfo(out _);
        packet.TryGetCanonicalName(out _);
        if (packet.TryGetBitrate(out long bitrate) && bitrate < 0)
        {
            throw new InvalidOperationException("a negative bitrate");
        }

        if (roundTrip.Smoothed < TimeSpan.Zero || roundTrip.Smoothed > RoundTripTime.Max)
        {
            throw new InvalidOperationException("a round trip that nobody can have measured");
        }

        const int MaxFullIntraRequests = ushort.MaxValue;
        if (count > Math.Max(NackReader.MaxSequenceNumbers, MaxFullIntraRequests))
        {
            throw new InvalidOperationException("more entries than the limit");
        }
    }

    private static void ReadStatuses(TransportFeedbackReader statuses)
    {
        int count = 0;
        while (statuses.TryRead(out PacketStatus status))
        {
            count++;
            if (status.Arrival is < 0 or >= TransportFeedbackReader.ArrivalRange)
            {
                throw new InvalidOperationException("an arrival outside its range");
            }
        }

        if (count > TransportFeedbackReader.MaxPackets)
        {
            throw new InvalidOperationException("more packets than the limit");
        }
    }

    // A run, a vector of bits and one of pairs, with deltas of both sizes.
    private static byte[] TransportFeedback() => Convert.FromHexString(
        "8FCD000C0000000900000001" + "FFFE001800000101" + "2003BFFFE555" + "0102030405060708090A0B0C0D0E0F1011FFFE01010101010100");

    private static byte[] Compound()
    {
        byte[] buffer = new byte[256];
        RtcpWriter writer = new(buffer);
        writer.SenderReport(new(1), new(new(1), new(2), 3, 4), [new() { Source = new(2), LastSenderReport = 0x56789ABC }]);
        writer.SourceDescription(new(1), "name"u8);
        writer.Goodbye(new(1), "bye"u8);
        return buffer[..writer.Size];
    }

    private static byte[] Feedback()
    {
        byte[] buffer = new byte[256];
        RtcpWriter writer = new(buffer);
        writer.ReceiverReport(new(9), [new() { Source = new(1) }, new() { Source = new(2) }]);
        writer.Nack(new(9), new(1), [new SequenceNumber(65535), new(3), new(40)]);
        writer.PictureLossIndication(new(9), new(1));
        writer.FullIntraRequest(new(9), new(1), 1);
        writer.ReceiverEstimatedMaxBitrate(new(9), new(1), 123_456_789);
        return buffer[..writer.Size];
    }
}
