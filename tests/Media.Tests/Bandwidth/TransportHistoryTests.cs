using System.Runtime.CompilerServices;
using Vod.Media.Bandwidth;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Bandwidth;

public sealed class TransportHistoryTests
{
    private static readonly MonotonicTime Start = new(1_000_000_000_000);

    [Fact]
    public void A_packet_takes_eight_bytes() => Assert.Equal(TransportPacket.RecordSize, Unsafe.SizeOf<TransportPacket>());

    [Fact]
    public void A_packet_is_found_by_its_number()
    {
        TransportHistory history = new();
        for (int i = 0; i < 70_000; i++)
        {
            Assert.Equal((ushort)i, history.Next.Value);
            history.Add(i % 1200, 0, Start + TimeSpan.FromMilliseconds(i));
        }

        MonotonicTime now = Start + TimeSpan.FromSeconds(71);
        for (int i = 70_000 - TransportHistory.Capacity; i < 70_000; i++)
        {
            ref TransportPacket packet = ref history.Find(new SequenceNumber((ushort)i));
            Assert.Equal(i % 1200, packet.Size);
            Assert.Equal(Start + TimeSpan.FromMilliseconds(i), TransportHistory.SentAt(packet, now));
        }
    }

    [Fact]
    public void What_was_never_sent_or_long_ago_is_not_found()
    {
        TransportHistory history = new();
        Assert.True(IsUnknown(history, 0));
        history.Add(100, 0, Start);
        Assert.False(IsUnknown(history, 0));
        Assert.True(IsUnknown(history, 1));
        Assert.True(IsUnknown(history, ushort.MaxValue));
        for (int i = 0; i < TransportHistory.Capacity; i++)
        {
            history.Add(100, 0, Start);
        }

        Assert.True(IsUnknown(history, 0));
        Assert.False(IsUnknown(history, 1));
    }

    [Fact]
    public void The_time_of_sending_outlives_a_wrap_of_its_32_bits()
    {
        TransportHistory history = new();
        MonotonicTime sent = new((uint.MaxValue - 5L) * 100);
        history.Add(100, 0, sent);

        Assert.Equal(sent, TransportHistory.SentAt(history.Find(default), sent + TimeSpan.FromSeconds(2)));
    }

    private static bool IsUnknown(TransportHistory history, ushort number)
    {
        ref TransportPacket packet = ref history.Find(new SequenceNumber(number));
        return Unsafe.IsNullRef(ref packet);
    }
}
