using Vod.Media.Srtp;

namespace Vod.Media.Tests.Srtp;

public sealed class ReplayWindowTests
{
    [Fact]
    public void An_unused_window_takes_any_index_even_zero()
    {
        ReplayWindow window = default;

        Assert.Equal(-1, window.Highest);
        Assert.True(window.IsFresh(0));
        Assert.True(window.IsFresh(SrtpIndex.Last));
        window.Accept(0);
        Assert.Equal(0, window.Highest);
        Assert.False(window.IsFresh(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(256)]
    public void After_a_leap_the_old_index_is_remembered_as_long_as_it_is_in_the_window(int leap)
    {
        ReplayWindow window = default;
        window.Accept(1000);
        window.Accept(1000 + leap);

        Assert.False(window.IsFresh(1000));
        Assert.False(window.IsFresh(1000 + leap));
        for (int between = 1001; between < 1000 + leap; between++)
        {
            Assert.Equal(1000 + leap - between < ReplayWindow.Size, window.IsFresh(between));
        }
    }

    [Fact]
    public void Any_order_accepts_each_index_once()
    {
        Random random = new(7);
        ReplayWindow window = default;
        HashSet<long> accepted = [];
        for (int i = 0; i < 20_000; i++)
        {
            long index = Math.Max(0, (i / 4) + random.Next(-200, 60));
            bool expected = !accepted.Contains(index) && index > window.Highest - ReplayWindow.Size;

            Assert.Equal(expected, window.IsFresh(index));
            if (expected)
            {
                window.Accept(index);
                accepted.Add(index);
            }
        }
    }
}
