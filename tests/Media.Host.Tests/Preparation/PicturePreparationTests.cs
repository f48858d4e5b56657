using Vod.Media.H264;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Pictures encoded anew by the real encoder, compared with what ffmpeg itself decodes from the file.</summary>
public sealed class PicturePreparationTests(GeneratedFiles files)
{
    [Theory]
    [InlineData("b-frames-pyramid.mp4")]
    [InlineData("b-frames-flat.mp4")]
    [InlineData("negative-composition-offsets.mp4")]
    [InlineData("no-edit-list.mp4")]
    [InlineData("delayed-video.mp4")]
    [InlineData("open-gop.mp4")]
    [InlineData("variable-frame-rate.mp4")]
    [InlineData("ntsc.mp4")]
    [InlineData("all-intra.mp4")]
    [InlineData("one-gop.mp4")]
    [InlineData("parameter-sets-in-band.mp4")]
    [InlineData("hevc.mp4")]
    [InlineData("hevc-hvc1.mov")]
    [InlineData("hevc-fragmented.mp4")]
    [InlineData("mpeg4.mp4")]
    [InlineData("mpeg2.mp4")]
    [InlineData("vp9.mp4")]
    [InlineData("av1.mp4")]
    [InlineData("vp8.webm")]
    [InlineData("av1.webm")]
    [InlineData("b-frames.mkv")]
    [InlineData("prores.mov")]
    [InlineData("motion-jpeg.mov")]
    [InlineData("dnxhd.mov", 1920, 1080)]
    [InlineData("h263.mov", 176, 144)]
    [InlineData("hevc-10-bit.mp4")]
    [InlineData("high-10-bit.mp4")]
    [InlineData("colour-422.mp4")]
    [InlineData("interlaced.mp4", 160, 120, "yadif=deint=interlaced")]
    [InlineData("turned-90.mp4", 120, 160)]
    [InlineData("turned-180.mov")]
    [InlineData("turned-270.mp4", 120, 160)]
    [InlineData("odd-size-444.mp4", 160, 120, "crop=160:120")]
    public async Task Every_picture_comes_once_at_its_time_in_order_and_looks_the_same(string name, int width = 160, int height = 120, string filters = "null")
    {
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get(name));

        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Null(picture.Prepared.FailureReason);
        Assert.All(chunks, static chunk => Assert.True(chunk.IsComplete));
        Assert.Equal(ShownTimes(picture), chunks.SelectMany(static chunk => chunk.Times.ToArray()));
        Assert.All(chunks, AssertStartsWithKeyFrame);
        byte[] decoded = await TestFfmpeg.RunAsync("-f h264 -i pipe:0 -fps_mode passthrough -pix_fmt yuv420p -f rawvideo pipe:1", ByteStream.Of(chunks));
        byte[] expected = await TestFfmpeg.RunAsync($"-i {files.Get(name)} -map 0:v -fps_mode passthrough -vf {filters} -pix_fmt yuv420p -f rawvideo pipe:1");
        int pictureBytes = width * height * 3 / 2;
        Assert.Equal(expected.Length, decoded.Length);
        for (int at = 0; at < expected.Length; at += pictureBytes)
        {
            double ratio = PeakSignalToNoise(expected.AsSpan(at, pictureBytes), decoded.AsSpan(at, pictureBytes));
            Assert.True(ratio >= 38, $"picture {at / pictureBytes}: {ratio:F1} dB");
        }
    }

    [Fact]
    public async Task One_encoder_goes_on_from_chunk_to_chunk()
    {
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"));

        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Equal(5, chunks.Count);
        Assert.Equal(1, picture.Preparation.Counters.TranscodesStarted);
        Assert.Equal(5, picture.Preparation.Counters.ChunksMade);
        Assert.Equal(TimeSpan.FromSeconds(11), picture.Preparation.Counters.MediaTime);
    }

    [Fact]
    public async Task Only_what_is_ahead_of_the_play_head_is_made()
    {
        PreparationOptions options = new() { Ahead = TimeSpan.FromSeconds(4) };
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), options);

        picture.Prepared.RequestAhead(10, loops: false);
        await picture.Preparation.WhenIdleAsync();

        Assert.Equal([10, 11, 12], Complete(picture));
        picture.Prepared.RequestAhead(11, loops: false);
        await picture.Preparation.WhenIdleAsync();
        Assert.Equal([10, 11, 12], Complete(picture));
        picture.Prepared.RequestAhead(12, loops: false);
        await picture.Preparation.WhenIdleAsync();
        Assert.Equal([10, 11, 12, 13, 14], Complete(picture));
        Assert.Equal(2, picture.Preparation.Counters.TranscodesStarted);
    }

    [Fact]
    public async Task In_a_loop_the_start_is_made_when_the_end_is_near()
    {
        PreparationOptions options = new() { Ahead = TimeSpan.FromSeconds(4) };
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), options);

        picture.Prepared.RequestAhead(29, loops: true);
        await picture.Preparation.WhenIdleAsync();

        Assert.Equal([0, 1, 29], Complete(picture));
    }

    [Fact]
    public async Task What_was_made_is_read_from_disk_after_a_restart_and_only_the_rest_is_made()
    {
        PreparationOptions options = new() { Ahead = TimeSpan.FromSeconds(4) };
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), options);
        picture.Prepared.RequestAhead(3, loops: false);
        await picture.Preparation.WhenIdleAsync();
        byte[] before = ByteStream.Of([picture.Prepared.Open(3), picture.Prepared.Open(4), picture.Prepared.Open(5)]);
        await picture.RestartAsync();

        picture.Prepared.RequestAhead(3, loops: false);
        await picture.Preparation.WhenIdleAsync();
        Assert.Equal(0, picture.Preparation.Counters.TranscodesStarted);
        Assert.Equal(3, picture.Preparation.Counters.ChunksFromDisk);
        Assert.Equal(before, ByteStream.Of([picture.Prepared.Open(3), picture.Prepared.Open(4), picture.Prepared.Open(5)]));

        picture.Prepared.RequestAhead(2, loops: false);
        await picture.Preparation.WhenIdleAsync();
        Assert.Equal([2, 3, 4, 5], Complete(picture));
        Assert.Equal(1, picture.Preparation.Counters.ChunksMade);
    }

    [Fact]
    public async Task A_damaged_chunk_is_made_again()
    {
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"));
        await picture.PlayAsync();
        string damaged = Path.Combine(picture.CacheFolder, PictureChunkFile.Name(2));
        byte[] file = await File.ReadAllBytesAsync(damaged, TestContext.Current.CancellationToken);
        file[file.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(damaged, file, TestContext.Current.CancellationToken);
        await picture.RestartAsync();

        IReadOnlyList<PictureChunk> again = await picture.PlayAsync();

        Assert.All(again, AssertStartsWithKeyFrame);
        Assert.Equal(1, picture.Preparation.Counters.CorruptFiles);
        Assert.Equal(1, picture.Preparation.Counters.ChunksMade);
        Assert.Equal(4, picture.Preparation.Counters.ChunksFromDisk);
    }

    [Fact]
    public async Task What_memory_has_no_room_for_comes_back_from_disk()
    {
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"));
        await picture.PlayAsync();
        long whole = picture.Preparation.MemoryBytes;
        picture.Options.MaxPictureMemoryBytes = whole / 4;
        await picture.RestartAsync();

        IReadOnlyList<PictureChunk> played = await picture.PlayAsync();

        Assert.All(played, static chunk => Assert.True(chunk.IsComplete));
        Assert.InRange(picture.Preparation.MemoryBytes, 1, whole / 4);
        Assert.Equal(0, picture.Preparation.Counters.TranscodesStarted);
        Assert.True(Complete(picture).Count < 30);
    }

    [Fact]
    public async Task Another_encoder_makes_chunks_of_its_own()
    {
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"));
        await picture.PlayAsync();
        string folder = picture.CacheFolder;
        picture.Options.EncoderArguments = "-c:v libx264 -preset ultrafast -tune zerolatency -crf 30";

        await picture.RestartAsync();
        await picture.PlayAsync();

        Assert.NotEqual(folder, picture.CacheFolder);
        Assert.Equal(5, picture.Preparation.Counters.ChunksMade);
    }

    [Fact]
    public async Task What_another_needs_sooner_is_made_before_an_encoder_goes_on()
    {
        PreparationOptions options = new() { MaxEncoders = 1 };
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), options);
        picture.Prepared.RequestAhead(0, loops: false);
        PictureChunk first = picture.Prepared.Open(0);
        SpinWait.SpinUntil(() => first.Available > 0, TimeSpan.FromSeconds(30));

        picture.Prepared.RequestAhead(20, loops: false);
        await picture.Preparation.WhenIdleAsync();

        Assert.True(picture.Prepared.Open(20).IsComplete);
        Assert.True(picture.Preparation.Counters.TranscodesStarted >= 3, $"{picture.Preparation.Counters.TranscodesStarted} encoders");
    }

    [Fact]
    public async Task On_a_machine_that_is_too_slow_less_is_shown_and_not_kept()
    {
        // One chunk at a time, as the film is shorter than what an encoder is fed before it gives anything.
        PreparationOptions options = new() { Ahead = TimeSpan.FromSeconds(0.5) };
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("hevc-b-frames.mp4"), options, clock: new HurriedClock(times: 200));

        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Equal(3, chunks.Count);
        Assert.All(chunks, static chunk => Assert.True(chunk.IsComplete));
        Assert.Equal(0, Missing(chunks[0]));
        Assert.All(chunks.Skip(1), static chunk => Assert.InRange(Missing(chunk), chunk.Count / 3, chunk.Count - 1));
        Assert.Single(Directory.GetFiles(picture.CacheFolder));
        byte[] decoded = await TestFfmpeg.RunAsync("-f h264 -i pipe:0 -fps_mode passthrough -pix_fmt yuv420p -f rawvideo pipe:1", ByteStream.Of(chunks));
        Assert.Equal(chunks.Sum(static chunk => chunk.Count - Missing(chunk)) * 160 * 120 * 3 / 2, decoded.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_left_out_that_nobody_waits_for_or_that_can_be_thinned(bool isPlayableAsIs)
    {
        PreparationOptions options = new() { Ahead = TimeSpan.FromSeconds(0.5) };
        await using TestPicture picture = await TestPicture.OpenAsync(
            files.Get("hevc-b-frames.mp4"), options, clock: new HurriedClock(times: 200), isPlayableAsIs: isPlayableAsIs);
        if (!isPlayableAsIs)
        {
            await picture.Prepared.MakeInBackgroundAsync([0, 1, 2]);
        }

        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Equal(0, chunks.Sum(Missing));
    }

    private static int Missing(PictureChunk chunk) => Enumerable.Range(0, chunk.Count).Count(i => chunk[i].IsEmpty);

    private static List<int> Complete(TestPicture picture) =>
        [.. Enumerable.Range(0, picture.Prepared.Chunks.Count).Where(picture.Prepared.IsComplete)];

    private static void AssertStartsWithKeyFrame(PictureChunk chunk)
    {
        Assert.True(AccessUnit.IsInstantaneousRefresh(chunk[0].Span, chunk.Format.NalLengthSize));
        for (int i = 1; i < chunk.Count; i++)
        {
            Assert.False(chunk[i].IsEmpty);
        }
    }

    private static IEnumerable<long> ShownTimes(TestPicture picture)
    {
        long start = picture.Prepared.Chunks.StartOf(0);
        return Enumerable.Range(0, picture.Track.Samples.Count)
            .Select(i => picture.Track.Samples.GetSample(i).CompositionTime)
            .Where(time => time >= start)
            .Order();
    }

    private static double PeakSignalToNoise(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        double sum = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = expected[i] - actual[i];
            sum += difference * difference;
        }

        return sum == 0 ? 100 : 10 * Math.Log10(255.0 * 255 * expected.Length / sum);
    }
}
