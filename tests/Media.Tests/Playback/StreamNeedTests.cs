using Vod.Media.Playback;

namespace Vod.Media.Tests.Playback;

public sealed class StreamNeedTests
{
    private const uint Timescale = 30;

    [Fact]
    public void The_pictures_of_the_coming_seconds_are_added_up()
    {
        // A key frame of 10,000 bytes a second, and 29 pictures of 1,000.
        using Pictures supply = new([.. Enumerable.Range(0, 300).Select(i => (Time: (long)i, Size: i % 30 == 0 ? 10_000 : 1000, IsKey: i % 30 == 0))]);

        Assert.Equal(new(312_000, 80_000), StreamNeed.Of(supply, 0, Timescale));
        Assert.InRange(StreamNeed.Of(supply, 45, Timescale).All, 310_000, 314_000);
    }

    [Fact]
    public void Near_the_end_nothing_is_said()
    {
        using Pictures supply = new([.. Enumerable.Range(0, 60).Select(i => ((long)i, 1000, i == 0))]);

        Assert.Equal(240_000, StreamNeed.Of(supply, 25, Timescale).All);
        Assert.Equal(default, StreamNeed.Of(supply, 40, Timescale));
        Assert.Equal(default, StreamNeed.Of(supply, 60, Timescale));
    }

    [Fact]
    public void What_is_not_made_yet_is_taken_for_the_average()
    {
        using Pictures supply = new([.. Enumerable.Range(0, 120).Select(i => ((long)i, i < 30 ? 1000 : 0, i == 0))]);

        Assert.InRange(StreamNeed.Of(supply, 0, Timescale).All, 230_000, 250_000);
    }

    [Fact]
    public void Pictures_that_are_shown_before_one_that_was_sent_are_not_sent()
    {
        // Decoded as 0, 2, 1, 4, 3 …: every other one comes late.
        using Pictures supply = new([.. Enumerable.Range(0, 120).Select(i => ((long)(i == 0 ? 0 : i % 2 == 1 ? i + 1 : i - 1), 1000, i == 0))]);

        Assert.InRange(StreamNeed.Of(supply, 0, Timescale).All, 118_000, 124_000);
    }

    [Fact]
    public void No_more_pictures_are_looked_at_than_the_limit()
    {
        using Pictures supply = new([.. Enumerable.Range(0, 10_000).Select(i => ((long)i, 1000, i == 0))]);

        StreamNeed.Of(supply, 0, timescale: 100_000);

        Assert.InRange(supply.Asked, 1, StreamNeed.MaxPictures);
    }

    private sealed class Pictures((long Time, int Size, bool IsKey)[] pictures) : PictureSupply
    {
        public int Asked { get; private set; }

        public override bool Exists(long number) => number < pictures.Length;

        public override long After(long number) => number + 1;

        public override (long Lap, long Time) TimeOf(long number) => (0, pictures[number].Time);

        public override int SizeOf(long number)
        {
            Asked++;
            return pictures[number].Size;
        }

        public override bool IsKey(long number) => pictures[number].IsKey;

        public override long KeyBefore(long lap, long time) => throw new NotSupportedException();

        public override long KeyOf(long number) => throw new NotSupportedException();

        public override bool IsReady(long number) => throw new NotSupportedException();

        public override bool TryGet(long number, int payloadSize, out SuppliedPicture picture) => throw new NotSupportedException();

        public override bool Take(long number, in SuppliedPicture picture, bool isInBurst) => throw new NotSupportedException();

        public override void MoveTo(long number) => throw new NotSupportedException();

        public override void Dispose()
        {
        }
    }
}
