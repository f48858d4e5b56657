using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class EncoderPaceTests
{
    private static readonly TimeSpan Chunk = TimeSpan.FromSeconds(2);
    private readonly EncoderPace _pace = new();

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.8, 4)]
    [InlineData(1.01, 0)]
    public void Who_falls_behind_by_more_than_two_seconds_does_less(double speed, int chunks)
    {
        Assert.Equal(chunks, Enumerable.Range(1, 100).FirstOrDefault(_ => IsReducedAfter(PictureEffort.Full, speed * 0.999)));
    }

    [Fact]
    public void A_slow_start_is_no_reason()
    {
        _pace.Note(PictureEffort.Full, Chunk, Chunk + EncoderPace.MaxBehind);
        for (int i = 0; i < 1000; i++)
        {
            Assert.False(IsReducedAfter(PictureEffort.Full, 1.2));
        }
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(9, false)]
    public void All_is_tried_again_when_less_was_easy_for_long(double speed, bool isReduced)
    {
        _pace.Note(PictureEffort.Full, Chunk, Chunk * 3);
        for (int i = 0; i < 14; i++)
        {
            Assert.True(IsReducedAfter(PictureEffort.Reduced, speed));
        }

        Assert.Equal(isReduced, IsReducedAfter(PictureEffort.Reduced, speed));
    }

    [Fact]
    public void What_is_still_on_its_way_from_before_does_not_count()
    {
        _pace.Note(PictureEffort.Full, Chunk, Chunk * 3);
        _pace.Note(PictureEffort.Full, EncoderPace.Window, TimeSpan.Zero);
        Assert.Equal(PictureEffort.Reduced, _pace.Effort);

        _pace.Note(PictureEffort.Reduced, EncoderPace.Window, TimeSpan.FromSeconds(1));
        _pace.Note(PictureEffort.Reduced, Chunk, Chunk * 100);
        Assert.Equal(PictureEffort.Full, _pace.Effort);
    }

    private bool IsReducedAfter(PictureEffort effort, double speed)
    {
        _pace.Note(effort, Chunk, Chunk / speed);
        return _pace.Effort == PictureEffort.Reduced;
    }
}
