using System.Globalization;
using System.Text.Json;
using Vod.Media.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Mp4;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>What is published becomes a file that our own reader and ffmpeg agree on.</summary>
public sealed class RecordingTests
{
    [Fact]
    public async Task Pictures_and_sound_become_a_file_that_ffmpeg_decodes_to_the_last_picture()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(4);
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.PictureAndSound);
        Assert.True(recording.NeedsKeyFrame);
        film.Publish(recording);
        Assert.False(recording.NeedsKeyFrame);
        Sounds.Publish(recording, tones);
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal((RecordingOutcome.Complete, "film.mp4", ""), (result.Outcome, result.Name, result.Detail));
        Assert.Equal(["film.mp4"], fixture.Files);
        string path = fixture.PathOf(result.Name);
        Assert.Equal(new FileInfo(path).Length, result.Size);
        Assert.Equal(4, result.Duration.TotalSeconds, 0.05);
        AssertDecodes(path, 100);
        JsonElement probed = Prober.StreamsAndPackets(path);
        Mp4Movie movie = MovieFile.Read(path, out int requests);
        Assert.Equal(1, requests);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(Prober.Packets(probed, i), MovieFile.Packets(movie.Tracks[i]));
            Assert.Equal(4, Seconds(probed.GetProperty("streams")[i], "duration"), 0.05);
        }

        Assert.Equal(["h264", "aac"], probed.GetProperty("streams").EnumerateArray().Select(static s => s.GetProperty("codec_name").GetString()));
        Assert.Equal("avc1", probed.GetProperty("streams")[0].GetProperty("codec_tag_string").GetString());
        await Sounds.AssertTonesAsync(path, [0, 1, 2, 3]);
    }

    [Fact]
    public async Task A_file_that_still_runs_plays_and_so_does_one_whose_pictures_change_their_size()
    {
        PublishedFilm large = await PublishedFilm.LargeAsync();
        PublishedFilm small = await PublishedFilm.SmallAsync();
        await using RecordFixture fixture = new();
        IRecordFile file = fixture.Context.Folder.Create("running.mp4");
        using Mp4Recorder recorder = new(file, RecordFixture.PictureOnly, 128_000, DateTimeOffset.UnixEpoch);
        RecorderSink sink = new(recorder);
        large.Publish(sink);
        small.Publish(sink, TimeSpan.FromSeconds(4));
        large.Publish(sink, TimeSpan.FromSeconds(6));

        byte[] running = new byte[file.Length];
        file.Read(0, running);
        await File.WriteAllBytesAsync(fixture.PathOf("copy.mp4"), running, TestContext.Current.CancellationToken);
        Assert.True(recorder.Finish());
        recorder.Dispose();

        // All but the pictures that wait for the end of their fragment: a second of them at most.
        int written = MovieFile.Read(fixture.PathOf("copy.mp4"), out _).Tracks[0].Samples.Count;
        Assert.InRange(written, 225, 249);
        AssertDecodes(fixture.PathOf("copy.mp4"), written);
        AssertDecodes(fixture.PathOf("running.mp4"), 250);
        Mp4Track finished = MovieFile.Read(fixture.PathOf("running.mp4"), out _).Tracks[0];
        Assert.Equal([(320, 180), (160, 96)], finished.SampleEntries.Select(static entry => (entry.Width, entry.Height)));
        Assert.Equal([0, 1, 0], new[] { 99, 100, 150 }.Select(finished.Samples.GetSampleEntry));
    }

    [Fact]
    public async Task Sound_alone_is_recorded_from_its_first_packet_on()
    {
        List<byte[]> tones = await PublishedFilm.TonesAsync(3);
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.SoundOnly);
        Assert.False(recording.NeedsKeyFrame);
        Sounds.Publish(recording, tones, TimeSpan.FromSeconds(100));
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal(RecordingOutcome.Complete, result.Outcome);
        Assert.Equal(3, result.Duration.TotalSeconds, 0.05);
        await Sounds.AssertTonesAsync(fixture.PathOf(result.Name), [0, 1, 2]);
    }

    [Fact]
    public async Task Sound_before_the_first_picture_is_kept_and_the_picture_waits_for_its_time()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(4);
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.PictureAndSound);
        Sounds.Publish(recording, tones, TimeSpan.FromSeconds(10));
        film.Publish(recording, TimeSpan.FromSeconds(10.5));
        RecordingResult result = await recording.FinishAsync();

        Mp4Movie movie = MovieFile.Read(fixture.PathOf(result.Name), out _);
        Assert.Equal(45_000, movie.Tracks[0].Samples.GetSample(0).CompositionTime);
        Assert.Equal(0, movie.Tracks[1].Samples.GetSample(0).CompositionTime);
        await Sounds.AssertTonesAsync(fixture.PathOf(result.Name), [0, 1, 2, 3]);
    }

    [Fact]
    public async Task A_publication_whose_picture_never_comes_is_recorded_as_sound()
    {
        List<byte[]> tones = await PublishedFilm.TonesAsync(5);
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.PictureAndSound);
        Sounds.Publish(recording, tones);
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal("audio", Assert.Single(Prober.StreamsAndPackets(fixture.PathOf(result.Name)).GetProperty("streams").EnumerateArray()).GetProperty("codec_type").GetString());
        await Sounds.AssertTonesAsync(fixture.PathOf(result.Name), [0, 1, 2, 3, 4]);
    }

    [Fact]
    public async Task Lost_and_silent_sound_does_not_move_what_comes_after_it()
    {
        List<byte[]> tones = await PublishedFilm.TonesAsync(8);
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.SoundOnly);

        // Single packets, a burst, and the third and fourth tone with everything around them.
        Sounds.Publish(recording, tones, omitted: static i => i is 20 or 33 or 34 or (>= 60 and < 75) or (>= 90 and < 215) || (i > 260 && i % 10 == 7));
        RecordingResult result = await recording.FinishAsync();

        await Sounds.AssertTonesAsync(fixture.PathOf(result.Name), [0, 1, 5, 6, 7]);
    }

    [Fact]
    public async Task A_sound_clock_that_runs_too_fast_or_too_slow_stays_with_the_picture()
    {
        // Not evened out, the last tone would be 72 ms off.
        List<byte[]> tones = await PublishedFilm.TonesAsync(9);
        foreach (double pace in new[] { 1.009, 0.991 })
        {
            await using RecordFixture fixture = new();
            Recording recording = fixture.Start(RecordFixture.SoundOnly);
            Sounds.Publish(recording, tones, pace: pace);
            RecordingResult result = await recording.FinishAsync();

            await Sounds.AssertTonesAsync(fixture.PathOf(result.Name), [.. Enumerable.Range(0, 9).Select(second => second * pace)], Sounds.OfDrift);
        }
    }

    [Fact]
    public async Task Vp8_and_Opus_become_a_WebM_file_that_can_be_sought()
    {
        await using RecordFixture fixture = new();
        (byte[] Bytes, bool IsKey)[] frames = await Vp8Film.MakeAsync();
        List<byte[]> tones = await PublishedFilm.TonesAsync(3);
        Recording recording = fixture.Start(new RecordedMedia(HasPicture: true, PublishedCodec.Vp8, HasSound: true));
        Vp8Film.Publish(recording, frames, tones);
        RecordingResult result = await recording.FinishAsync();

        Assert.Equal("film.webm", result.Name);
        string path = fixture.PathOf(result.Name);
        AssertDecodes(path, frames.Length);
        JsonElement probed = Prober.StreamsAndPackets(path);
        Assert.Equal(["vp8", "opus"], probed.GetProperty("streams").EnumerateArray().Select(static s => s.GetProperty("codec_name").GetString()));
        Assert.Equal(3, result.Duration.TotalSeconds, 0.1);
        string format = MediaTool.Run("ffprobe", $"-of json -show_format {path}");
        Assert.Contains("\"duration\": \"3.0", format, StringComparison.Ordinal);

        // The frame at 2 s is a key frame: only cues tell where, without reading up to there.
        Assert.StartsWith("2.0", MediaTool.Run("ffprobe", $"-read_intervals 2.1%+#1 -select_streams v -show_entries packet=pts_time -of csv=p=0 {path}"), StringComparison.Ordinal);
        await Sounds.AssertTonesAsync(path, [0, 1, 2]);
    }

    private static void AssertDecodes(string path, int pictures)
    {
        // Errors are printed by "-v error", which MediaTool gives; a decoder that conceals says so there.
        string count = MediaTool.Run("ffprobe", $"-count_frames -select_streams v:0 -show_entries stream=nb_read_frames -of csv=p=0 {path}");
        Assert.Equal(pictures, int.Parse(count.Trim().Trim(','), CultureInfo.InvariantCulture));
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {path} -f null -"));
    }

    private static double Seconds(JsonElement stream, string property) => double.Parse(stream.GetProperty(property).GetString()!, CultureInfo.InvariantCulture);
}
