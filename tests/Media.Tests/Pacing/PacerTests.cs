using Vod.Media.Pacing;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Pacing;

public sealed class PacerTests
{
    private const int Packet = 1200;
    private const int AudioPacket = 340;
    private const long Bitrate = 2_700_000;
    private static readonly MonotonicTime Start = new(1_000_000);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_key_frame_of_60_KB_is_spread_and_still_on_time()
    {
        Pacer pacer = new(Bitrate);
        List<MonotonicTime> sent = Send(pacer, 60_000, Start, Tick);

        Assert.Equal(50, sent.Count);
        Assert.InRange(sent[^1] - Start, Pacer.FrameSpread * 0.7, Pacer.FrameSpread);
        AssertNoBurst(sent, 60_000 * 8 * 1000L / 30, Pacer.BurstBytes);
    }

    [Fact]
    public void A_frame_that_fits_the_steady_rate_is_sent_at_it()
    {
        Pacer pacer = new(Bitrate);
        pacer.OnFrameQueued(10_000, Start);

        Assert.Equal((long)(Bitrate * Pacer.Headroom), pacer.Bitrate);
    }

    [Theory]
    [InlineData(300_000, (long)(Bitrate * Pacer.Headroom * Pacer.MaxBoost))]
    [InlineData(2_000_000, 40_000_000)]
    [InlineData(30_000_000, Pacer.MaxBurstBitrate)]
    public void A_burst_goes_as_fast_as_a_large_picture_and_faster_when_it_is_long(long bytes, long expected)
    {
        Pacer pacer = new(Bitrate);

        pacer.OnBurstQueued(bytes, Start);

        Assert.Equal(expected, pacer.Bitrate);
        Assert.Equal(bytes, pacer.QueuedBytes);
    }

    [Fact]
    public void There_is_room_for_what_is_left_of_a_run()
    {
        Pacer pacer = new(Bitrate);
        Assert.Equal(Pacer.BurstBytes, pacer.RoomAt(Start));

        pacer.OnFrameQueued(10_000, Start);
        pacer.OnSent(PacketClass.Video, 10_000, Start);
        Assert.InRange(pacer.RoomAt(Start), Pacer.BurstBytes - 10_002, Pacer.BurstBytes - 9_998);
        Assert.InRange(pacer.RoomAt(Start + Tick), pacer.RoomAt(Start) + 800, pacer.RoomAt(Start) + 900);
        Assert.Equal(Pacer.BurstBytes, pacer.RoomAt(Start + TimeSpan.FromSeconds(1)));

        pacer.SetPathBitrate(1_000_000);
        Assert.Equal(0, pacer.RoomAt(Start + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Nothing_goes_faster_than_a_narrow_path()
    {
        Pacer pacer = new(Bitrate);
        pacer.SetPathBitrate(1_000_000);
        pacer.OnBurstQueued(3_000_000, Start);
        Assert.Equal(1_000_000, pacer.Bitrate);

        List<MonotonicTime> sent = Send(pacer, 60_000, Start, Tick);
        Assert.InRange((sent[^1] - Start).TotalMilliseconds, 450, 490);

        pacer.SetPathBitrate(null);
        Assert.True(pacer.Bitrate >= Pacer.MinBitrate);
    }

    [Fact]
    public void A_burst_forgets_what_was_announced_before_it()
    {
        Pacer pacer = new(Bitrate);
        pacer.OnFrameQueued(600_000, Start);

        pacer.OnBurstQueued(1200, Start);
        pacer.OnSent(PacketClass.Video, 1200, Start);

        Assert.Equal(0, pacer.QueuedBytes);
        Assert.Equal((long)(Bitrate * Pacer.Headroom), pacer.Bitrate);
    }

    [Fact]
    public void A_stream_of_few_bits_is_paced_at_the_floor()
    {
        Assert.Equal(Pacer.MinBitrate, new Pacer(300_000).Bitrate);
        Assert.Equal(Pacer.MinBitrate, new Pacer(0).Bitrate);
    }

    [Fact]
    public void A_huge_picture_takes_its_time_instead_of_more_than_the_boost()
    {
        Pacer pacer = new(Bitrate);
        List<MonotonicTime> sent = Send(pacer, 600_000, Start, Tick);

        double bitrate = 600_000 * 8 / (sent[^1] - Start).TotalSeconds;
        Assert.InRange(bitrate, Bitrate * Pacer.Headroom * Pacer.MaxBoost * 0.95, Bitrate * Pacer.Headroom * Pacer.MaxBoost * 1.1);
    }

    [Fact]
    public void A_small_frame_behind_a_large_one_does_not_make_the_large_one_late()
    {
        Pacer pacer = new(Bitrate);
        pacer.OnFrameQueued(60_000, Start);
        MonotonicTime now = Start;
        int left = 60_000;
        for (; now < Start + TimeSpan.FromMilliseconds(20); now += Tick)
        {
            left -= SendDue(pacer, left, now, []);
        }

        // The rate of what is left of both in 30 ms would be far lower.
        pacer.OnFrameQueued(5_000, now);
        while (left > 0)
        {
            left -= SendDue(pacer, left, now, []);
            now += Tick;
        }

        Assert.True(now - Start <= Pacer.FrameSpread + Tick, $"{now - Start}");
    }

    [Fact]
    public void When_the_queue_is_empty_the_rate_is_the_steady_one_again()
    {
        Pacer pacer = new(Bitrate);
        Send(pacer, 60_000, Start, Tick);

        Assert.Equal((long)(Bitrate * Pacer.Headroom), pacer.Bitrate);
        Assert.Equal(0, pacer.QueuedBytes);
    }

    [Fact]
    public void Discarding_what_was_announced_ends_the_boost()
    {
        Pacer pacer = new(Bitrate);
        pacer.OnFrameQueued(60_000, Start);
        Assert.True(pacer.Bitrate > Bitrate * Pacer.Headroom);

        pacer.DiscardQueued();

        Assert.Equal((long)(Bitrate * Pacer.Headroom), pacer.Bitrate);
        Assert.Equal(0, pacer.QueuedBytes);
    }

    [Fact]
    public void An_idle_pacer_saves_nothing_up()
    {
        Pacer pacer = new(Bitrate);
        Send(pacer, 20_000, Start, Tick);
        List<MonotonicTime> sent = Send(pacer, 60_000, Start + TimeSpan.FromHours(1), Tick);

        AssertNoBurst(sent, 60_000 * 8 * 1000L / 30, Pacer.BurstBytes);
    }

    [Fact]
    public void A_worker_that_stood_still_catches_up_by_a_bounded_burst()
    {
        Pacer pacer = new(Bitrate);
        pacer.OnFrameQueued(60_000, Start);
        long rate = pacer.Bitrate;
        int first = SendDue(pacer, 60_000, Start, []);

        MonotonicTime late = Start + TimeSpan.FromMilliseconds(25);
        List<MonotonicTime> sent = [];
        SendDue(pacer, 60_000 - first, late, sent);

        // 25 ms were lost, 10 of them are made up for, and a burst may always go at once.
        double expected = (rate / 8.0 * Pacer.MaxCatchUp.TotalSeconds) + Pacer.BurstBytes;
        Assert.InRange(sent.Count * Packet, expected - Packet, expected + Packet);
    }

    [Fact]
    public void Sound_never_waits_and_the_video_behind_it_pays()
    {
        Pacer pacer = new(Bitrate);
        pacer.OnFrameQueued(60_000, Start);
        SendDue(pacer, 60_000, Start, []);
        MonotonicTime before = pacer.NextSendTime(PacketClass.Video, Start);
        Assert.True(before > Start);

        Assert.Equal(Start, pacer.NextSendTime(PacketClass.Audio, Start));
        pacer.OnSent(PacketClass.Audio, AudioPacket, Start);

        Assert.Equal(Start, pacer.NextSendTime(PacketClass.Audio, Start));
        Assert.True(pacer.NextSendTime(PacketClass.Video, Start) > before);
        Assert.Equal(pacer.NextSendTime(PacketClass.Video, Start), pacer.NextSendTime(PacketClass.Retransmission, Start));
    }

    [Fact]
    public void Ten_seconds_of_sound_and_picture_keep_to_the_bound_and_every_frame_to_its_time()
    {
        Random random = new(3);
        Pacer pacer = new(Bitrate);
        List<(MonotonicTime At, int Bytes)> sent = [];
        Queue<(MonotonicTime Due, int Left)> frames = [];
        MonotonicTime nextFrame = Start;
        MonotonicTime nextAudio = Start;
        TimeSpan worst = TimeSpan.Zero;
        int frameIndex = 0;
        for (MonotonicTime now = Start; now < Start + TimeSpan.FromSeconds(10); now += Tick)
        {
            if (now >= nextFrame)
            {
                // A key frame of 67 packets every two seconds, the others so that the average is right.
                int bytes = frameIndex++ % 60 == 0 ? 67 * Packet : random.Next(6, 13) * Packet;
                frames.Enqueue((now, bytes));
                pacer.OnFrameQueued(bytes, now);
                nextFrame += TimeSpan.FromSeconds(1 / 30.0);
            }

            if (now >= nextAudio)
            {
                Assert.Equal(now, pacer.NextSendTime(PacketClass.Audio, now));
                pacer.OnSent(PacketClass.Audio, AudioPacket, now);
                sent.Add((now, AudioPacket));
                nextAudio += TimeSpan.FromMilliseconds(20);
            }

            while (frames.Count > 0 && pacer.NextSendTime(PacketClass.Video, now) <= now)
            {
                (MonotonicTime due, int left) = frames.Dequeue();
                pacer.OnSent(PacketClass.Video, Packet, now);
                sent.Add((now, Packet));
                worst = now - due > worst ? now - due : worst;
                if (left > Packet)
                {
                    frames = new(frames.Prepend((due, left - Packet)));
                }
            }
        }

        Assert.InRange(worst, TimeSpan.FromMilliseconds(15), TimeSpan.FromMilliseconds(33));
        long cap = (long)(Bitrate * Pacer.Headroom * Pacer.MaxBoost);
        double maxIn10Ms = (cap / 8.0 * (Tick * 10 + Pacer.MaxCatchUp).TotalSeconds) + Pacer.BurstBytes + Packet;
        for (int i = 0; i < sent.Count; i++)
        {
            Assert.True(sent.Skip(i).TakeWhile(p => p.At - sent[i].At <= Tick * 10).Sum(p => p.Bytes) <= maxIn10Ms);
        }
    }

    [Fact]
    public void A_higher_bitrate_speeds_up_what_is_waiting()
    {
        Pacer pacer = new(Bitrate);
        pacer.OnFrameQueued(10_000, Start);
        pacer.SetStreamBitrate(20_000_000);

        Assert.Equal(50_000_000, pacer.Bitrate);
    }

    [Fact]
    public void Pacing_allocates_nothing()
    {
        Pacer pacer = new(Bitrate);

        Assert.Equal(0, Allocation.Of(() => Run(pacer, 2000)));
    }

    private static void Run(Pacer pacer, int packets)
    {
        MonotonicTime now = Start;
        pacer.OnFrameQueued(packets * Packet, now);
        for (int i = 0; i < packets; i++)
        {
            now = pacer.NextSendTime(PacketClass.Video, now);
            pacer.OnSent(PacketClass.Video, Packet, now);
        }
    }

    // Sends a frame on a loop that wakes every tick.
    private static List<MonotonicTime> Send(Pacer pacer, int bytes, MonotonicTime now, TimeSpan tick)
    {
        List<MonotonicTime> sent = [];
        pacer.OnFrameQueued(bytes, now);
        for (; bytes > 0; now += tick)
        {
            bytes -= SendDue(pacer, bytes, now, sent);
        }

        return sent;
    }

    private static int SendDue(Pacer pacer, int bytes, MonotonicTime now, List<MonotonicTime> sent)
    {
        int total = 0;
        while (total < bytes && pacer.NextSendTime(PacketClass.Video, now) <= now)
        {
            pacer.OnSent(PacketClass.Video, Packet, now);
            sent.Add(now);
            total += Packet;
        }

        return total;
    }

    // In any window no more than the rate allows, what may go at once, and one packet.
    private static void AssertNoBurst(List<MonotonicTime> sent, long bitrate, int atOnce)
    {
        for (int i = 0; i < sent.Count; i++)
        {
            for (int j = i; j < sent.Count; j++)
            {
                double allowed = (bitrate / 8.0 * (sent[j] - sent[i]).TotalSeconds) + atOnce + Packet;
                Assert.True((j - i + 1) * Packet <= allowed, $"{j - i + 1} packets in {sent[j] - sent[i]}");
            }
        }
    }
}
