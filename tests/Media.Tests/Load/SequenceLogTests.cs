using Vod.Media.Load.Reception;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.Load;

public sealed class SequenceLogTests
{
    private readonly SequenceLog _log = new();

    [Fact]
    public void Nothing_is_lost_when_numbers_wrap()
    {
        Add(Enumerable.Range(65_000, 2000));

        Assert.Equal((2000, 0, 0, 0), (_log.Received, _log.Lost, _log.Missing, _log.Duplicates));
        Assert.Equal(2000, _log.Expected);
        Assert.Equal(65_000 + 1999, _log.Highest.Value);
    }

    [Fact]
    public void A_gap_is_missing_until_the_window_has_passed_and_lost_then()
    {
        Add(Enumerable.Range(65_534, 100).Where(number => number is not 65_536 and not 65_537));
        Assert.Equal((0, 2), (_log.Lost, _log.Missing));

        Add(Enumerable.Range(65_634, SequenceLog.ReorderWindow));
        Assert.Equal((2, 0), (_log.Lost, _log.Missing));
        Assert.Equal(_log.Expected, _log.Received + _log.Lost);
    }

    [Fact]
    public void A_packet_overtaken_by_one_less_than_the_window_is_not_lost()
    {
        Add(Enumerable.Range(0, SequenceLog.ReorderWindow + 1).Where(number => number != 1));
        Add([1]);
        Add(Enumerable.Range(SequenceLog.ReorderWindow + 1, 500));

        Assert.Equal((0, 0, 0), (_log.Lost, _log.TooLate, _log.Duplicates));
    }

    [Fact]
    public void A_packet_overtaken_by_the_window_is_lost_and_too_late()
    {
        Add(Enumerable.Range(0, SequenceLog.ReorderWindow + 2).Where(number => number != 1));
        Add([1]);

        Assert.Equal((1, 1), (_log.Lost, _log.TooLate));
    }

    [Fact]
    public void A_copy_is_no_packet()
    {
        Add([10, 11, 12, 11, 12]);

        Assert.Equal((3, 2, 0), (_log.Received, _log.Duplicates, _log.Lost));
    }

    [Fact]
    public void A_packet_from_before_the_first_one_counts_for_nothing()
    {
        Add([10, 9]);

        Assert.Equal((1, 1, 1), (_log.Received, _log.TooLate, _log.Expected));
    }

    [Theory]
    [InlineData(SequenceLog.ReorderWindow - 1)]
    [InlineData(SequenceLog.ReorderWindow)]
    [InlineData(SequenceLog.ReorderWindow + 1)]
    [InlineData(5000)]
    public void A_hole_of_any_size_is_counted_to_the_packet(int hole)
    {
        Add([100, 101, 103]);
        Add(Enumerable.Range(104 + hole, SequenceLog.ReorderWindow));

        Assert.Equal(hole + 1, _log.Lost);
        Assert.Equal(0, _log.Missing);
    }

    private void Add(IEnumerable<int> numbers)
    {
        foreach (int number in numbers)
        {
            _log.Add(new SequenceNumber(unchecked((ushort)number)));
        }
    }
}
