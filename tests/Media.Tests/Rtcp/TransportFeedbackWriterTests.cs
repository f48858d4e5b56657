using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Rtcp;

/// <summary>Byte for byte after draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1.</summary>
public sealed class TransportFeedbackWriterTests
{
    private const long UnitTicks = 2500; // 250 µs
    private static readonly Ssrc Sender = new(1);
    private static readonly Ssrc Media = new(0x01020304);
    private readonly TransportFeedbackLog _log = new();
    private readonly byte[] _buffer = new byte[1000];

    [Fact]
    public void A_run_of_packets_in_step_is_one_run_chunk()
    {
        // 64 ms × 2 is the reference, the first packet 1 ms behind it, the others 5 ms apart.
        for (int i = 0; i < 8; i++)
        {
            Add(65_532 + i, 129 + (5 * i));
        }

        Expect("8FCD0007" + "00000001" + "01020304" + "FFFC0008" + "00000200" + "2008" + "0414141414141414", padding: 2);
    }

    [Fact]
    public void What_is_missing_has_a_status_and_no_delta()
    {
        Add(10, 64);
        Add(12, 65);
        Add(13, 64 + 1 + 100);
        Add(14, 64 + 1 + 100);

        // Received, missing, received, large delta (100 ms are 400 units), received: a vector of two-bit statuses.
        Expect("8FCD0006" + "00000001" + "01020304" + "000A0005" + "00000100" + "D190" + "00" + "04" + "0190" + "00", padding: 1);
    }

    [Fact]
    public void A_packet_that_was_overtaken_has_a_negative_delta()
    {
        Add(1, 640);
        Add(3, 650);
        Add(2, 652);

        // 12 ms after the first; then 2 ms back.
        Expect("8FCD0006" + "00000001" + "01020304" + "00010003" + "00000A00" + "D600" + "00" + "30" + "FFF8", padding: 2);
    }

    [Fact]
    public void The_next_message_begins_where_the_last_one_ended_and_has_the_next_number()
    {
        Add(5, 64);
        Assert.NotEqual(0, Write());
        Assert.Equal(0, Write());

        Add(7, 128);
        Expect("8FCD0005" + "00000001" + "01020304" + "00060002" + "00000201" + "C400" + "00", padding: 1);
    }

    [Fact]
    public void What_no_message_can_hold_is_told_in_several()
    {
        const int Packets = (2 * TransportFeedbackWriter.MaxStatuses) + 50;
        for (int i = 0; i < Packets; i++)
        {
            Add(i, 1000);
        }

        List<int> counts = [];
        while (Write() > 0)
        {
            counts.Add((_buffer[14] << 8) | _buffer[15]);
        }

        Assert.Equal([TransportFeedbackWriter.MaxStatuses, TransportFeedbackWriter.MaxStatuses, 50], counts);
    }

    [Fact]
    public void A_pause_longer_than_a_delta_can_say_begins_a_message()
    {
        // 32767 units of 250 µs are 8.19 s.
        Add(1, 64);
        Add(2, 64 + 8191);
        Add(3, 64 + 8191 + 8192);

        Write();
        Assert.Equal(2, _buffer[15]);
        Write();
        Assert.Equal((3, 1), (_buffer[13], _buffer[15]));
    }

    [Theory]
    [InlineData(1, 0.0, 3)]
    [InlineData(2, 0.1, 3)]
    [InlineData(3, 0.5, 40)]
    [InlineData(4, 0.9, 400)]
    public void What_is_written_is_read(int seed, double loss, int mostMilliseconds)
    {
        // From before a wrap of the numbers, out of order now and then.
        Random random = new(seed);
        SortedDictionary<int, long> arrivals = [];
        int number = 65_000;
        long at = 1_000_000_000;
        for (int i = 0; i < 1500; i++, number++)
        {
            at += random.Next(mostMilliseconds) * 4 * UnitTicks;
            if (i == 0 || random.NextDouble() >= loss)
            {
                arrivals.Add(number, at + (i > 0 && random.Next(10) == 0 ? 20 * UnitTicks : 0));
            }
        }

        foreach ((int sent, long time) in arrivals.OrderBy(arrival => arrival.Value))
        {
            _log.Add(new SequenceNumber(unchecked((ushort)sent)), new MonotonicTime(time));
        }

        Assert.Equal(arrivals.Select(arrival => ((ushort)arrival.Key, arrival.Value / UnitTicks)), ReadAll());
    }

    [Fact]
    public void A_flood_is_remembered_up_to_a_limit_and_the_rest_told_of_as_lost()
    {
        for (int i = 0; i < TransportFeedbackLog.MaxArrivals + 100; i++)
        {
            Add(i, 1000);
        }

        Assert.Equal(TransportFeedbackLog.MaxArrivals, _log.Count);
        Add(TransportFeedbackLog.MaxArrivals + 200, 1000);
        Assert.Equal(TransportFeedbackLog.MaxArrivals, ReadAll().Count);
    }

    [Fact]
    public void What_is_forgotten_is_not_told_of_again()
    {
        Add(1, 10);
        Add(2, 10);
        _log.Clear();
        Add(2, 20);
        Add(4, 30);

        Assert.NotEqual(0, Write());
        Assert.Equal((3, 2), (_buffer[13], _buffer[15]));
    }

    private List<(ushort Number, long Arrival)> ReadAll()
    {
        List<(ushort, long)> read = [];
        int length;
        while ((length = Write()) > 0)
        {
            RtcpReader reader = new(_buffer.AsSpan(0, length));
            Assert.True(reader.TryRead(out RtcpPacket packet));
            TransportFeedbackReader statuses = packet.PacketStatuses;
            while (statuses.TryRead(out PacketStatus status))
            {
                if (status.IsReceived)
                {
                    read.Add((status.Number.Value, status.Arrival));
                }
            }
        }

        return read;
    }

    private void Add(int number, int milliseconds) =>
        _log.Add(new SequenceNumber(unchecked((ushort)number)), MonotonicTime.Zero + TimeSpan.FromMilliseconds(milliseconds));

    private int Write() => _log.Write(_buffer, Sender, Media);

    private void Expect(string withoutPadding, int padding)
    {
        byte[] expected = [.. Convert.FromHexString(withoutPadding), .. new byte[padding - 1], (byte)padding];
        expected[0] |= 0x20; // P
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(_buffer.AsSpan(0, Write())));
    }
}
