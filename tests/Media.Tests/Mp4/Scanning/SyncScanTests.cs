using Vod.Media.Mp4;
using Vod.Media.Mp4.Scanning;
using Vod.Media.Tests.Mp4.Fragments;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Scanning;

/// <summary>Where a file claims that every picture is a start, the pictures are asked.</summary>
public sealed class SyncScanTests
{
    [Fact]
    public void In_a_short_track_every_picture_is_looked_at()
    {
        byte[][] samples = [.. Enumerable.Range(0, 300).Select(static i => i % 50 == 0 ? Pictures.Intra(900) : i % 50 == 25 ? Pictures.Recovery(400) : Pictures.Predicted(40))];
        Mp4Track track = Read(samples, out int requests, out _);

        Assert.Equal(Enumerable.Range(0, 300).Where(static i => i % 25 == 0), Syncs(track));
        Assert.Equal(12, track.Samples.SyncCount);
        Assert.Equal(275, track.Samples.FindSyncAtOrBefore(299));
        Assert.InRange(requests, 1, 5);
    }

    [Fact]
    public void Of_a_long_track_only_the_largest_pictures_are_looked_at()
    {
        // 4000 pictures of 10 KB on average, a key frame every 200.
        byte[][] samples = [.. Enumerable.Range(0, 4000).Select(static i => i % 200 == 0 ? Pictures.Intra(60_000) : Pictures.Predicted(8_000 + (i % 64)))];
        Mp4Track track = Read(samples, out int requests, out long bytes);

        Assert.Equal(Enumerable.Range(0, 20).Select(static i => i * 200), Syncs(track));
        Assert.InRange(requests, 20, 3 + (2 * 4000 / 64));
        Assert.InRange(bytes, 1, (4000 / 64 * 2 * 2 * SampleHeads.ShortLength) + 300_000);
    }

    [Fact]
    public void The_second_largest_picture_has_a_chance_too()
    {
        byte[][] samples = [.. Enumerable.Range(0, 640).Select(static i => i % 64 == 20 ? Pictures.Intra(60_000) : Pictures.Predicted(i % 64 == 40 ? 70_000 : 9_000))];

        Assert.Equal([0, .. Enumerable.Range(0, 10).Select(static i => (i * 64) + 20)], Syncs(Read(samples, out _, out _)));
    }

    [Fact]
    public void An_intra_only_recording_is_believed_after_a_few_looks()
    {
        byte[][] samples = [.. Enumerable.Repeat(Pictures.Intra(50_000), 500)];
        Mp4Track track = Read(samples, out int requests, out long bytes);

        Assert.Equal(500, track.Samples.SyncCount);
        Assert.Equal(1 + (3 * SyncScan.ProbeRun), requests);
        Assert.InRange(bytes, 1, Mp4IndexReader.ProbeLength + (3 * SyncScan.ProbeRun * SampleHeads.ShortLength));
    }

    [Fact]
    public void A_track_with_a_sync_table_is_not_looked_into()
    {
        byte[][] samples = [.. Enumerable.Repeat(Pictures.Predicted(40), 10)];
        MovieSpec movie = Pictures.Movie(samples);
        MovieSpec listed = movie with { Tracks = [movie.Tracks[0] with { SyncSamples = Table("stss", 0, [1], [7]) }] };
        Mp4ReadStep step = Reading.Read(listed.Build().Length, Reading.From(listed.Build()), null, out int requests);

        Assert.Equal([0, 6], Syncs(Assert.IsType<Mp4ReadStep.Ready>(step).Movie.Tracks[0]));
        Assert.Equal(1, requests);
    }

    [Fact]
    public void One_picture_alone_is_a_start() => Assert.Equal([0], Syncs(Read([Pictures.Predicted(40)], out _, out _)));

    [Fact]
    public void Without_any_start_the_first_picture_is_one() =>
        Assert.Equal([0], Syncs(Read([.. Enumerable.Repeat(Pictures.Predicted(40), 100)], out _, out _)));

    [Fact]
    public void A_message_longer_than_the_first_look_is_read_over()
    {
        byte[][] samples = [.. Enumerable.Range(0, 60).Select(static i => i % 20 == 0 ? Pictures.BehindMessage(3000, 2000) : Pictures.Predicted(60))];

        Assert.Equal([0, 20, 40], Syncs(Read(samples, out _, out _)));
    }

    [Fact]
    public void Samples_that_are_no_pictures_change_nothing()
    {
        Mp4Track empty = Read([.. Enumerable.Repeat(Array.Empty<byte>(), 100)], out _, out _);
        Mp4Track garbage = Read([.. Enumerable.Repeat(Zeros(100), 100)], out _, out _);

        Assert.Equal((100, 100), (empty.Samples.SyncCount, garbage.Samples.SyncCount));
    }

    [Fact]
    public void Reading_is_limited_and_what_was_found_before_is_kept()
    {
        byte[][] samples = [.. Enumerable.Range(0, 6400).Select(static i => i % 64 == 5 ? Pictures.Intra(80_000) : Pictures.Predicted(1_000))];
        byte[] file = Pictures.Movie(samples).Build();
        Mp4Limits limits = new() { MaxScanBytes = 300_000 };
        Mp4Track track = Assert.IsType<Mp4ReadStep.Ready>(Reading.Read(file.Length, Reading.From(file), limits, out _)).Movie.Tracks[0];

        int[] found = Syncs(track);
        Assert.InRange(found.Length, 20, 80);
        Assert.Equal([0, .. Enumerable.Range(0, found.Length - 1).Select(static i => (i * 64) + 5)], found);
    }

    [Fact]
    public void Fragments_whose_flags_say_nothing_are_looked_into_as_well()
    {
        byte[][] samples = [.. Enumerable.Range(0, 40).Select(static i => i % 10 == 0 ? Pictures.Intra(200) : Pictures.Predicted(50))];
        RunSpec run = new([.. samples.Select(static sample => sample.Length)]);
        byte[] file = new FragmentedSpec(new FragmentSpec(new TrackFragmentSpec(1, run) { Flags = 0 })).Build();
        Join(samples).CopyTo(file, file.Length - samples.Sum(static sample => sample.Length));

        Assert.Equal([0, 10, 20, 30], Syncs(Reading.Movie(file).Tracks[0]));
    }

    private static int[] Syncs(Mp4Track track) => [.. Enumerable.Range(0, track.Samples.Count).Where(i => track.Samples.GetSample(i).IsSync)];

    private static Mp4Track Read(byte[][] samples, out int requests, out long bytes)
    {
        byte[] file = Pictures.Movie(samples).Build();
        long read = 0;
        Mp4ReadStep step = Reading.Read(file.Length, Counted, null, out requests);
        bytes = read;
        return Assert.IsType<Mp4ReadStep.Ready>(step).Movie.Tracks[0];

        byte[] Counted(long offset, int length)
        {
            read += length;
            return Reading.From(file)(offset, length);
        }
    }
}
