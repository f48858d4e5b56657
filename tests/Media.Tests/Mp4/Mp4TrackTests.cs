using Vod.Media.Aac;
using Vod.Media.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

public sealed class Mp4TrackTests
{
    private const int One = 1 << 16;

    [Fact]
    public void The_headers_say_what_a_track_is()
    {
        Mp4Track track = Reading.Track(TrackSpec.Video with { Id = 77, Timescale = 90000, Language = (5 << 10) | (14 << 5) | 7 });

        Assert.Equal((77u, true, Mp4TrackKind.Video), (track.TrackId, track.Enabled, track.Kind));
        Assert.Equal((90000u, 160L, "eng"), (track.Timescale, track.Duration, track.Language));
        Assert.Equal(("avc1", 160, 120), (track.Format.ToString(), track.Width, track.Height));
        Assert.Equal(4, track.AvcConfiguration!.NalLengthSize);
        Assert.Null(track.AudioSpecificConfig);
    }

    [Fact]
    public void Headers_of_version_1_have_64_bit_times()
    {
        Mp4Track track = Reading.Track(TrackSpec.Video with
        {
            TrackHeader = FullBox("tkhd", 1, 1, Zeros(16), U32(9), U32(0), U64(5), Zeros(60)),
            MediaHeader = FullBox("mdhd", 1, 0, Zeros(16), U32(48000), U64(1UL << 40), U16(0x55C4), U16(0)),
        });

        Assert.Equal((9u, 48000u, 1L << 40), (track.TrackId, track.Timescale, track.Duration));
        Assert.Equal(4, track.Samples.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x7FFF)]
    public void A_language_that_is_not_three_letters_is_undetermined(int language) =>
        Assert.Equal("und", Reading.Track(TrackSpec.Video with { Language = language }).Language);

    [Theory]
    [InlineData(One, 0, 0, One, 0)]
    [InlineData(0, One, -One, 0, 90)]
    [InlineData(-One, 0, 0, -One, 180)]
    [InlineData(0, -One, One, 0, 270)]
    [InlineData(0, 2 * One, -One / 2, 0, 90)]
    [InlineData(One, One, 0, One, 0)]
    [InlineData(-One, 0, 0, One, 0)]
    [InlineData(0, One, One, 0, 0)]
    public void The_matrix_rotates(int a, int b, int c, int d, int degrees) =>
        Assert.Equal(degrees, Reading.Track(TrackSpec.Video with { Matrix = [a, b, 0, c, d, 0, 0, 0, 1 << 30] }).Rotation);

    [Fact]
    public void Tracks_for_other_purposes_have_no_index()
    {
        Mp4Track track = Reading.Track(TrackSpec.Video with { Handler = "text" });

        Assert.Equal((Mp4TrackKind.Other, Mp4TrackFault.None, 0), (track.Kind, track.Fault, track.Samples.Count));
    }

    [Fact]
    public void The_handler_of_the_data_reference_is_not_the_handler_of_the_media()
    {
        byte[] dataHandler = FullBox("hdlr", 0, 0, Ascii("dhlr"), Ascii("alis"), Zeros(13));

        Assert.Equal(Mp4TrackKind.Audio, Reading.Track(TrackSpec.Audio with { Extra = dataHandler }).Kind);
    }

    [Fact]
    public void A_broken_track_does_not_harm_the_others()
    {
        Mp4Movie movie = Reading.Movie(new MovieSpec(
            TrackSpec.Video with { MediaHeader = [] },
            TrackSpec.Video with { TrackHeader = FullBox("tkhd", 0, 1, Zeros(8)) },
            TrackSpec.Video with { SampleEntries = [] },
            TrackSpec.Video with { Timescale = 0 },
            TrackSpec.Video with { Id = 5 },
            TrackSpec.Audio).Build());

        Assert.All(movie.Tracks.Take(4), static track => Assert.Equal(Mp4TrackFault.Structure, track.Fault));
        Assert.Equal(5u, movie.FirstVideo!.TrackId);
        Assert.Equal(2u, movie.FirstAudio!.TrackId);
    }

    [Fact]
    public void The_first_enabled_track_is_played_or_else_the_first()
    {
        TrackSpec disabled = TrackSpec.Audio with { Id = 7, Flags = 0 };

        Assert.Equal(2u, Reading.Movie(new MovieSpec(disabled, TrackSpec.Audio).Build()).FirstAudio!.TrackId);
        Assert.Equal(7u, Reading.Movie(new MovieSpec(disabled).Build()).FirstAudio!.TrackId);
        Assert.Null(Reading.Movie(new MovieSpec(disabled).Build()).FirstVideo);
    }

    [Fact]
    public void Sound_is_described_by_an_elementary_stream_descriptor()
    {
        Mp4Track track = Reading.Track(TrackSpec.Audio);

        Assert.Equal("mp4a", track.Format.ToString());
        Assert.Equal((44100, 2), (track.AudioSpecificConfig!.SamplingFrequency, track.AudioSpecificConfig.ChannelCount));
        Assert.Equal(0x40, track.SampleEntries[0].ObjectTypeIndication);
        Assert.Null(track.AvcConfiguration);
    }

    [Fact]
    public void QuickTime_sound_entries_have_more_fields_and_a_wave_box()
    {
        byte[] wave = Box("wave", Box("frma", Ascii("mp4a")), Box("mp4a", Zeros(4)), TrackSpec.Descriptor(config: "1190"), Zeros(8));
        byte[] entry1 = TrackSpec.AudioEntry(version: 1, extra: Zeros(16), boxes: wave);
        byte[] entry2 = TrackSpec.AudioEntry(version: 2, extra: Zeros(36));
        Mp4Track version1 = Reading.Track(TrackSpec.Audio with { SampleEntries = [entry1] });
        Mp4Track version2 = Reading.Track(TrackSpec.Audio with { SampleEntries = [entry2] });

        Assert.Equal(48000, version1.AudioSpecificConfig!.SamplingFrequency);
        Assert.Equal(44100, version2.AudioSpecificConfig!.SamplingFrequency);
    }

    [Fact]
    public void A_descriptor_may_have_long_lengths_and_optional_fields()
    {
        byte[] specific = [5, 0x80, 0x80, 0x80, 2, 0x12, 0x10];
        byte[] decoder = [4, 0x80, 0x80, 20, 0x67, .. Zeros(12), .. specific];
        byte[] body = [0, 0, 0, 0, 3, 0x80, (byte)(11 + decoder.Length), 0, 1, 0xE0, 9, 9, 3, 1, 2, 3, 8, 8, .. decoder];

        ElementaryStreamDescriptor descriptor = ElementaryStreamDescriptor.Parse(body);

        Assert.Equal(0x67, descriptor.ObjectTypeIndication);
        Assert.Equal(AudioObjectType.LowComplexity, descriptor.AudioSpecificConfig!.ObjectType);
        for (int length = 0; length < body.Length; length++)
        {
            Assert.Null(ElementaryStreamDescriptor.Parse(body.AsSpan(0, length)).AudioSpecificConfig);
        }
    }

    [Fact]
    public void The_movie_header_may_come_last()
    {
        TrackSpec track = TrackSpec.Video with { Edits = Table("elst", 0, [0, 40, One]) };
        Mp4Movie movie = Reading.Movie(new MovieSpec(track) { MovieHeaderLast = true, Timescale = 600 }.Build());

        Assert.Equal((600u, 160L), (movie.Timescale, movie.Duration));
        Assert.Equal(-40, movie.FirstVideo!.Samples.StartTime);
    }

    [Fact]
    public void Sample_entries_are_limited()
    {
        TrackSpec track = TrackSpec.Video with { SampleEntries = [.. Enumerable.Range(0, 5).Select(static _ => TrackSpec.VideoEntry())] };

        Assert.Equal(3, Reading.Track(track, new Mp4Limits { MaxSampleEntries = 3 }).SampleEntries.Count);
        Assert.Equal(5, Reading.Track(track).SampleEntries.Count);
    }

    [Fact]
    public void A_code_with_unprintable_bytes_is_shown_in_hexadecimal()
    {
        Assert.Equal("moov", new FourCc(BoxType.Movie).ToString());
        Assert.Equal("\u0020abc", FourCc.Of(" abc").ToString());
        Assert.Equal("0A616263", FourCc.Of("\nabc").ToString());
    }
}
