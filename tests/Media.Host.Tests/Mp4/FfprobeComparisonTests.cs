using System.Globalization;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Vod.Media.H264;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>The index of real files against an independent reader: every packet, exactly.</summary>
public sealed class FfprobeComparisonTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>
{
    public static TheoryData<string> Names => [.. GeneratedFiles.Names];

    // The composition offsets of these files go below 0. The index then moves decoding ahead of the presentation, which stays where it is. ffprobe, in fragments only,
    // lets decoding begin at 0 and moves the presentation later by as much: out of step with the sound by a picture or two.
    private static readonly string[] NegativeOffsets = ["fragmented-negative-offsets.mp4", "cmaf.mp4", "smooth-streaming.mp4"];

    // What browsers do not take as it is.
    private static readonly string[] Transcoded = ["interlaced.mp4", "ten-bits.mp4", "full-colour.mp4", "odd-size.mp4"];

    public static TheoryData<string> FragmentedNames => [.. GeneratedFiles.FragmentedNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sample_is_where_when_and_what_ffprobe_says(string name)
    {
        string path = files.Get(name);
        AssertAsProbed(path, MovieFile.Read(path, out int requests), static packets => packets);

        // Where every picture is a key frame, some at the start, in the middle and at the end are looked at before it is believed.
        Assert.InRange(requests, 1, name == "all-intra.mp4" ? 6 : 3);
    }

    [Theory]
    [MemberData(nameof(FragmentedNames))]
    public void Every_sample_of_a_fragmented_file_is_too(string name)
    {
        string path = files.Get(name);
        Mp4Movie movie = MovieFile.Read(path, out int requests);
        AssertAsProbed(path, movie, NegativeOffsets.Contains(name) ? MoveLater : static packets => packets);
        Assert.True(movie.IsFragmented);
        Assert.False(movie.IsTruncated);

        // The files are shorter than two ranges that read through fragments.
        Assert.InRange(requests, 1, 3);
    }

    [Fact]
    public void Of_a_recording_that_was_killed_every_whole_sample_is_there()
    {
        byte[] bytes = File.ReadAllBytes(files.Get("fragmented-by-time.mp4"));
        string path = files.Get("fragmented-by-time.mp4") + ".killed.mp4";
        foreach (int share in new[] { 50, 63, 77, 91 })
        {
            long length = (long)bytes.Length * share / 100;
            File.WriteAllBytes(path, bytes.AsSpan(0, (int)length));
            Mp4Movie movie = MovieFile.Read(path, out _);
            JsonElement probed = Prober.StreamsAndPackets(path);
            Assert.True(movie.IsTruncated);
            for (int track = 0; track < 2; track++)
            {
                // ffprobe gives the sample that is cut as a short packet.
                Packet[] whole = [.. Prober.Packets(probed, track).Where(packet => packet.Position + packet.Size < length)];
                Packet[] read = MovieFile.Packets(movie.Tracks[track]);
                Assert.Equal(whole, read.Where(packet => packet.Position + packet.Size < length));
                Assert.InRange(read.Length - whole.Length, 0, 1);
            }
        }
    }

    private static Packet[] MoveLater(Packet[] packets)
    {
        long shift = packets[0].DecodeTime;
        return [.. packets.Select(packet => packet with { DecodeTime = packet.DecodeTime - shift, CompositionTime = packet.CompositionTime - shift })];
    }

    private static void AssertAsProbed(string path, Mp4Movie movie, Func<Packet[], Packet[]> adapt)
    {
        Mp4Playability decision = Mp4Playability.Decide(movie);
        Assert.True(decision.IsPlayable);
        Assert.Null(decision.Silence);
        Assert.Equal(Transcoded.Contains(Path.GetFileName(path)), decision.Video is { } video && TranscodingNeed.OfVideo(video) is not null);
        int compared = 0;
        JsonElement probed = Prober.StreamsAndPackets(path);
        foreach (JsonElement stream in probed.GetProperty("streams").EnumerateArray())
        {
            int number = stream.GetProperty("index").GetInt32();
            Mp4Track track = movie.Tracks[number];
            if (track.Kind == Mp4TrackKind.Other)
            {
                continue;
            }

            AssertSameFormat(stream, movie, track);
            Assert.Equal(Prober.Packets(probed, number), adapt(MovieFile.Packets(track)));
            compared++;
        }

        Assert.Equal(movie.Tracks.Count(static track => track.Kind != Mp4TrackKind.Other), compared);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_video_sample_is_a_sequence_of_whole_NAL_units(string name)
    {
        string path = files.Get(name);
        using SafeFileHandle file = File.OpenHandle(path);
        if (MovieFile.Read(path, out _).FirstVideo is not { } track)
        {
            return;
        }

        for (int i = 0; i < track.Samples.Count; i++)
        {
            MediaSample sample = track.Samples.GetSample(i);
            byte[] bytes = MovieFile.ReadRange(file, sample.Offset, sample.Size);
            AvccReader reader = new(bytes, track.AvcConfiguration!.NalLengthSize);
            int slices = 0;
            while (reader.TryRead(out ReadOnlySpan<byte> nal))
            {
                slices += SliceHeader.TryParse(nal, out _) ? 1 : 0;
            }

            Assert.False(reader.IsMalformed);
            Assert.True(slices > 0);
        }
    }

    [Fact]
    public void Without_a_pyramid_exactly_the_B_pictures_are_disposable()
    {
        string path = files.Get("b-frames-flat.mp4");
        Mp4Track track = MovieFile.Read(path, out _).FirstVideo!;
        Dictionary<long, string> types = Prober.PictureTypes(path);
        using SafeFileHandle file = File.OpenHandle(path);
        int disposable = 0;
        for (int i = 0; i < track.Samples.Count; i++)
        {
            MediaSample sample = track.Samples.GetSample(i);
            byte[] bytes = MovieFile.ReadRange(file, sample.Offset, sample.Size);
            bool isDisposable = AccessUnit.IsDisposable(bytes, track.AvcConfiguration!.NalLengthSize);
            Assert.Equal(types[sample.Offset] == "B", isDisposable);
            disposable += isDisposable ? 1 : 0;
        }

        Assert.InRange(disposable, track.Samples.Count / 2, track.Samples.Count - 1);
    }

    [Theory]
    [InlineData("faststart.mp4")]
    [InlineData("b-frames-pyramid.mp4")]
    [InlineData("open-gop.mp4")]
    [InlineData("all-intra.mp4")]
    public void Without_a_sync_table_the_same_samples_are_found_to_be_sync(string name)
    {
        Mp4Track listed = MovieFile.Read(files.Get(name), out _).FirstVideo!;
        byte[] bytes = File.ReadAllBytes(files.Get(name));
        int table = bytes.AsSpan().IndexOf("stss"u8);
        if (table >= 0)
        {
            "free"u8.CopyTo(bytes.AsSpan(table));
        }

        string path = files.Get(name) + ".without.mp4";
        File.WriteAllBytes(path, bytes);
        Mp4Track found = MovieFile.Read(path, out _).FirstVideo!;

        Assert.Equal(MovieFile.Packets(listed), MovieFile.Packets(found));
    }

    [Fact]
    public void A_file_beyond_4_GB_with_64_bit_offsets_is_read_in_three_requests()
    {
        string path = HugeFile.MakeFrom(files.Get("moov-at-the-end.mp4"));
        Mp4Movie movie = MovieFile.Read(path, out int requests);

        JsonElement probed = Prober.StreamsAndPackets(path);
        Assert.InRange(requests, 1, 3);
        for (int track = 0; track < 2; track++)
        {
            Packet[] packets = MovieFile.Packets(movie.Tracks[track]);
            Assert.All(packets, static packet => Assert.True(packet.Position > uint.MaxValue));
            Assert.Equal(Prober.Packets(probed, track), packets);
        }
    }

    private static void AssertSameFormat(JsonElement stream, Mp4Movie movie, Mp4Track track)
    {
        Assert.Equal($"1/{track.Timescale}", stream.GetProperty("time_base").GetString());
        Assert.Equal(stream.GetProperty("codec_tag_string").GetString(), track.Format.ToString());

        // Of a fragmented file ffprobe knows no number of frames, or that of moov.
        if (!movie.IsFragmented)
        {
            Assert.Equal(stream.GetProperty("nb_frames").GetString(), track.Samples.Count.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal(stream.GetProperty("disposition").GetProperty("default").GetInt32() == 1, track.Enabled);
        if (track.Kind == Mp4TrackKind.Video)
        {
            SequenceParameterSet parameters = track.AvcConfiguration!.SequenceParameterSet!;
            Assert.Equal(stream.GetProperty("width").GetInt32(), parameters.Width);
            Assert.Equal(stream.GetProperty("height").GetInt32(), parameters.Height);
            Assert.Equal(parameters.Width, track.Width);
            Assert.Equal(stream.GetProperty("level").GetInt32(), parameters.LevelIdc);
            Assert.Equal(stream.GetProperty("nal_length_size").GetString(), $"{track.AvcConfiguration.NalLengthSize}");
            Assert.Equal(stream.GetProperty("has_b_frames").GetInt32() > 0, track.Samples.HasReordering);
            Assert.Equal(stream.GetProperty("has_b_frames").GetInt32(), parameters.MaxReorderFrames);
            Assert.Equal(stream.GetProperty("field_order").GetString() != "progressive", parameters.IsInterlaced);
        }
        else
        {
            Assert.Equal(stream.GetProperty("sample_rate").GetString(), $"{track.AudioSpecificConfig!.SamplingFrequency}");
            Assert.Equal(stream.GetProperty("channels").GetInt32(), track.AudioSpecificConfig.ChannelCount);
        }
    }
}
