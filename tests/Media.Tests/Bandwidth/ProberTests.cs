using Vod.Media.Bandwidth;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Bandwidth;

public sealed class ProberTests
{
    private const int Size = 280;
    private readonly Prober _prober = new();
    private MonotonicTime _now = new(1_000_000);

    [Fact]
    public void A_run_goes_at_its_rate_and_ends()
    {
        MonotonicTime start = _now;
        int packets = Send(2_000_000);

        Assert.Equal(0, _prober.Mark);
        Assert.True(_prober.IsBusy);
        Assert.InRange(packets, Prober.MinPackets, 25);
        Assert.InRange(packets * Size * 8 / (_now - start).TotalSeconds, 1_900_000, 2_300_000);
    }

    [Theory]
    [InlineData(8_000_000, 2_000_000, 2_100_000)]
    [InlineData(2_000_000, 1_900_000, 2_100_000)]
    [InlineData(1_000_000, 900_000, 1_000_000)]
    public void What_arrives_slower_than_it_was_sent_has_filled_the_path(long link, long least, long most)
    {
        int packets = Send(2_000_000);
        Arrive(packets, link == 8_000_000 ? 2_000_000 : link);

        Assert.True(_prober.TryConclude(_now, out long carried));
        Assert.InRange(carried, least, most);
        Assert.False(_prober.TryConclude(_now, out _));
    }

    [Fact]
    public void What_was_held_back_on_the_way_says_nothing()
    {
        Arrive(Send(2_000_000), 5_000_000);
        Assert.True(_prober.TryConclude(_now, out long carried));
        Assert.Equal(0, carried);
    }

    [Fact]
    public void A_run_of_which_too_little_arrives_is_given_up()
    {
        int packets = Send(2_000_000);
        Arrive((int)(packets * Prober.MinArrived) - 1, 2_000_000);
        Assert.False(_prober.TryConclude(_now, out _));
        Assert.True(_prober.TryConclude(_now + Prober.MaxWait, out long carried));
        Assert.Equal(0, carried);
        Assert.False(_prober.IsBusy);
    }

    [Fact]
    public void Packets_of_another_run_do_not_count()
    {
        int packets = Send(2_000_000);
        for (int i = 0; i < packets; i++)
        {
            _prober.OnArrived(new() { Size = Size, Probe = 77 }, TimeSpan.FromMilliseconds(i));
        }

        Assert.False(_prober.TryConclude(_now, out _));
    }

    private int Send(long bitrate)
    {
        _prober.Start(bitrate, _now);
        int packets = 0;
        for (; _prober.Mark != 0; packets++)
        {
            _now = MonotonicTime.Max(_now, _prober.NextPacketAt);
            _prober.OnSent(Size, _now);
        }

        return packets;
    }

    private void Arrive(int packets, long bitrate)
    {
        for (int i = 0; i < packets; i++)
        {
            _prober.OnArrived(new() { Size = Size, Probe = 1 }, TimeSpan.FromSeconds(i * Size * 8.0 / bitrate));
        }
    }
}
