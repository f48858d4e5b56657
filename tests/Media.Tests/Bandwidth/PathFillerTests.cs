using Vod.Media.Bandwidth;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Bandwidth;

public sealed class PathFillerTests
{
    private const int Size = 280;
    private readonly PathFiller _filler = new();
    private MonotonicTime _now = new(1);

    [Fact]
    public void After_a_pause_it_fills_up_to_the_estimate_for_a_while()
    {
        Assert.Equal(0, Fill(PathFiller.MinPause, 1_000_000));
        Assert.InRange(Fill(PathFiller.Span, 1_000_000), 950_000, 1_010_000);
        Assert.Equal(0, Fill(PathFiller.MinPause * 2 - TimeSpan.FromMilliseconds(100), 1_000_000));
        Assert.InRange(Fill(PathFiller.Span, 1_000_000), 900_000, 1_010_000);
    }

    [Fact]
    public void As_long_as_it_helps_there_is_no_pause()
    {
        Fill(PathFiller.MinPause, 1_000_000);
        Fill(PathFiller.Span, 1_000_000);
        Fill(TimeSpan.FromMilliseconds(10), 1_300_000);
        Assert.InRange(Fill(TimeSpan.FromSeconds(5), 1_300_000), 1_250_000, 1_310_000);
    }

    [Fact]
    public void What_is_sent_anyhow_fills_too()
    {
        Fill(PathFiller.MinPause, 1_000_000);
        _filler.OnSent(125_000, 1_000_000, _now);
        Assert.Equal(0, Fill(TimeSpan.FromSeconds(0.98), 1_000_000));
        Assert.True(Fill(TimeSpan.FromSeconds(0.1), 1_000_000) > 0);
    }

    // Bits per second of padding that it asks for.
    private double Fill(TimeSpan time, long estimate)
    {
        MonotonicTime end = _now + time;
        long bytes = 0;
        for (; _now < end; _now += TimeSpan.FromMilliseconds(1))
        {
            while (_filler.NextPacketAt(_now, estimate) <= _now)
            {
                _filler.OnSent(Size, estimate, _now);
                bytes += Size;
            }
        }

        return bytes * 8 / time.TotalSeconds;
    }
}
