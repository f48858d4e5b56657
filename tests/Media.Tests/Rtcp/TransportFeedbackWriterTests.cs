using Vod.Media.Load.Reception;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Load;

/// <summary>Byte for byte after draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1.</summary>
public sealed class TransportFeedbackTests
{
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
