using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Scanning;

/// <summary>H.264 that carries its parameter sets in its samples.</summary>
public sealed class ParameterSetScanTests
{
    // Configuration of version 1 with a profile and a length of 4 bytes, without sets.
    private const string NoSets = "0142C00BFFE000";

    [Theory]
    [InlineData("avc3")]
    [InlineData("avc1")]
    public void The_set_in_the_first_sample_is_read(string format)
    {
        byte[] entry = TrackSpec.VideoEntry(format, Box("avcC", Convert.FromHexString(NoSets)));
        Mp4Movie movie = Reading.Movie(Pictures.Movie([Pictures.InBand(200), Pictures.Predicted(50)], entry).Build());
        Mp4Playability decision = Mp4Playability.Decide(movie);

        Assert.True(decision.IsPlayable);
        Assert.Null(TranscodingNeed.OfVideo(decision.Video!));
        Assert.Equal(120, movie.FirstVideo!.AvcConfiguration!.SequenceParameterSet!.Height);
        Assert.Empty(movie.FirstVideo.AvcConfiguration.SequenceParameterSets);
    }

    [Fact]
    public void What_it_says_decides_whether_to_transcode()
    {
        byte[] entry = TrackSpec.VideoEntry("avc3", Box("avcC", Convert.FromHexString(NoSets)));
        byte[] highTen = Convert.FromHexString("676E000BA6CD942847E5C044000003000400000300C83C50A658");
        byte[] sample = [.. U32((uint)highTen.Length), .. highTen, .. Pictures.Intra(80)];
        Mp4Movie movie = Reading.Movie(Pictures.Movie([sample, Pictures.Predicted(50)], entry).Build());

        Assert.Equal("H.264 with 10 bits per sample", TranscodingNeed.OfVideo(Mp4Playability.Decide(movie).Video!));
    }

    [Fact]
    public void Each_sample_entry_is_looked_up_where_it_is_used_first()
    {
        byte[] entry = TrackSpec.VideoEntry("avc3", Box("avcC", Convert.FromHexString(NoSets)));
        MovieSpec movie = Pictures.Movie([Pictures.InBand(200), Pictures.Predicted(50), Pictures.InBand(300), Pictures.Predicted(50)], entry);
        TrackSpec track = movie.Tracks[0] with
        {
            SampleEntries = [entry, entry, entry],
            ChunkSamples = [2, 2],
            SampleToChunk = Table("stsc", 0, [1, 2, 1], [2, 2, 2]),
        };
        Mp4Track read = Reading.Movie((movie with { Tracks = [track] }).Build()).Tracks[0];

        Assert.Equal([true, true, false], read.SampleEntries.Select(static e => e.AvcConfiguration!.SequenceParameterSet is not null));
    }

    [Fact]
    public void Without_a_set_anywhere_the_configuration_has_the_last_word()
    {
        byte[] entry = TrackSpec.VideoEntry("avc3", Box("avcC", Convert.FromHexString(NoSets)));
        byte[] highTen = TrackSpec.VideoEntry("avc3", Box("avcC", Convert.FromHexString("016E000BFFE000")));
        byte[][] samples = [Pictures.Intra(200), Pictures.Predicted(50)];

        Assert.Null(TranscodingNeed.OfVideo(Mp4Playability.Decide(Reading.Movie(Pictures.Movie(samples, entry).Build())).Video!));
        Assert.NotNull(TranscodingNeed.OfVideo(Mp4Playability.Decide(Reading.Movie(Pictures.Movie(samples, highTen).Build())).Video!));
    }
}
