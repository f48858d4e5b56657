using Vod.Media.Publish.Reception;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.Publish.Reception;

public sealed class SequenceTrackerTests
{
    private readonly SequenceTracker _tracker = new();

    [Fact]
    public void Numbers_go_on_across_their_wrap_and_back()
    {
        Assert.Equal((65_534, true), Extend(65_534));
        Assert.Equal((65_536, false), Extend(0));
        Assert.Equal((65_535, false), Extend(65_535));
        Assert.Equal((65_537, false), Extend(1));
        Assert.Equal(65_537, _tracker.Highest!.Value.Value);
    }

    [Fact]
    public void A_jump_is_believed_when_a_second_packet_follows_it()
    {
        Extend(100);
        Assert.Null(Extend(100 + SequenceTracker.MaxDropout));
        Assert.Equal((101, false), Extend(101));
        Assert.Null(Extend(40_000));
        Assert.Null(Extend(50_000));
        (long number, bool hasRestarted)? second = Extend(50_001);

        Assert.True(second!.Value.hasRestarted);
        Assert.Equal(50_001, second.Value.number & 0xFFFF);
        Assert.True(second.Value.number > 101 + SequenceTracker.MaxDropout);
        Assert.Equal((second.Value.number + 1, false), Extend(50_002));
    }

    [Fact]
    public void A_jump_back_is_a_jump_too()
    {
        Extend(5000);
        Assert.Equal((5000 - SequenceTracker.MaxMisorder + 1, false), Extend(5000 - SequenceTracker.MaxMisorder + 1));
        Assert.Null(Extend(5000 - SequenceTracker.MaxMisorder));
        Assert.True(Extend(5001 - SequenceTracker.MaxMisorder)!.Value.HasRestarted is false);
    }

    private (long Number, bool HasRestarted)? Extend(int number) =>
        _tracker.TryExtend(new SequenceNumber((ushort)number), out ExtendedSequenceNumber extended, out bool hasRestarted) ? (extended.Value, hasRestarted) : null;
}
