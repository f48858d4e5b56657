using Vod.Media.Publish.Reception;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Publish.Reception;

public sealed class MissingPacketsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly MissingPackets _missing = new(Patience, asks: true);

    [Fact]
    public void A_packet_is_asked_for_when_it_is_more_than_late_and_again_after_a_round_trip()
    {
        Add(5, 7, 0);

        Assert.Equal(At(10), _missing.AskAt);
        Assert.Empty(Ask(9));
        Assert.Equal([5, 6], Ask(10));
        Assert.Equal(At(110), _missing.AskAt);
        Assert.Empty(Ask(109));
        Assert.Equal([5, 6], Ask(110));
        Assert.True(_missing.Remove(Number(5), At(120), out bool wasAsked));
        Assert.True(wasAsked);
        Assert.False(_missing.Remove(Number(5), At(120), out _));
    }

    [Fact]
    public void The_round_trip_is_that_from_the_first_question_to_the_answer()
    {
        for (int i = 0; i < 60; i++)
        {
            Add(i, i + 1, i * 1000);
            Ask((i * 1000) + 10);
            _missing.Remove(Number(i), At((i * 1000) + 50), out _);
        }

        Assert.InRange(_missing.RoundTrip.TotalMilliseconds, 39.9, 40.1);
        Add(100, 101, 100_000);
        Ask(100_010);
        Assert.InRange((_missing.AskAt - At(100_050)).TotalMilliseconds, 0, 1);
    }

    [Fact]
    public void A_path_that_is_slower_than_thought_is_found_out()
    {
        for (int i = 0; i < 100; i++)
        {
            Add(i, i + 1, i * 1000);
            for (int at = 10; at < 410; at++)
            {
                Ask((i * 1000) + at);
            }

            _missing.Remove(Number(i), At((i * 1000) + 410), out _);
        }

        Assert.InRange(_missing.RoundTrip.TotalMilliseconds, 395, 405);
    }

    [Fact]
    public void No_packet_is_asked_for_more_often_than_the_limit_nor_faster()
    {
        // Answers at once make the round trip as short as can be.
        for (int i = 0; i < 100; i++)
        {
            Add(i, i + 1, i * 20);
            Ask((i * 20) + 10);
            _missing.Remove(Number(i), At((i * 20) + 11), out _);
        }

        Add(200, 201, 10_000);
        List<int> asked = [.. Enumerable.Range(10_000, 900).Where(at => Ask(at).Length > 0)];
        Assert.Equal(MissingPackets.MaxAsks, asked.Count);
        Assert.All(asked.Zip(asked.Skip(1)), pair => Assert.Equal(MissingPackets.MinInterval.TotalMilliseconds, pair.Second - pair.First));
        Assert.True(_missing.AskAt.IsNever);
    }

    [Fact]
    public void A_message_names_only_so_many()
    {
        Add(0, 200, 0);
        Assert.Equal(MissingPackets.MaxPerMessage, Ask(10).Length);
        Assert.Equal(At(10), _missing.AskAt);
        Assert.Equal(200 - MissingPackets.MaxPerMessage, Ask(10).Length);
        Assert.Empty(Ask(10));
    }

    [Fact]
    public void Those_that_belong_together_are_given_up_together()
    {
        Add(5, 8, 0);
        Add(8, 9, 100);
        Add(20, 21, 200);

        Assert.Equal(At(1000), _missing.GivenUpAt);
        Assert.Equal(3, _missing.GiveUpFirst());
        Assert.Equal(At(1100), _missing.GivenUpAt);
        Assert.Equal(1, _missing.GiveUpFirst());
        Assert.Equal(1, _missing.GiveUpFirst());
        Assert.True(_missing.GivenUpAt.IsNever);
    }

    [Fact]
    public void Who_may_not_ask_only_waits()
    {
        MissingPackets silent = new(Patience, asks: false);
        silent.Add(Number(1), Number(2), At(0));
        Assert.True(silent.AskAt.IsNever);
        Assert.Equal(At(1000), silent.GivenUpAt);
    }

    private static MonotonicTime At(int milliseconds) => MonotonicTime.Zero + TimeSpan.FromMilliseconds(milliseconds);

    private static ExtendedSequenceNumber Number(int number) => new((long)number);

    private void Add(int first, int end, int at) => _missing.Add(Number(first), Number(end), At(at));

    private int[] Ask(int at)
    {
        SequenceNumber[] due = new SequenceNumber[MissingPackets.MaxPerMessage];
        int count = _missing.TakeDue(due, At(at));
        return [.. due[..count].Select(number => (int)number.Value)];
    }
}
