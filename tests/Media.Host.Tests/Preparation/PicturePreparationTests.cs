using Vod.Media.H264;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Playback;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Pictures encoded anew by the real encoder, compared with what ffmpeg itself decodes from the file.</summary>
public sealed class PicturePreparationTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>
{
    private const int PictureBytes = 160 * 120 * 3 / 2;

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
    public async Task Every_picture_comes_once_at_its_time_in_order_and_looks_the_same(string name)
    {
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get(name));

        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Null(picture.Prepared.FailureReason);
        Assert.All(chunks, static chunk => Assert.True(chunk.IsComplete));
        Assert.Equal(ShownTimes(picture), chunks.SelectMany(static chunk => chunk.Times.ToArray()));
        Assert.All(chunks, AssertStartsWithKeyFrame);
        byte[] decoded = await TestFfmpeg.RunAsync("-f h264 -i pipe:0 -fps_mode passthrough -pix_fmt yuv420p -f rawvideo pipe:1", TestPicture.ToByteStream(chunks));
        byte[] expected = await TestFfmpeg.RunAsync($"-i {files.Get(name)} -map 0:v -fps_mode passthrough -pix_fmt yuv420p -f rawvideo pipe:1");
        Assert.Equal(expected.Length, decoded.Length);
        for (int at = 0; at < expected.Length; at += PictureBytes)
        {
            Assert.True(PeakSignalToNoise(expected.AsSpan(at, PictureBytes), decoded.AsSpan(at, PictureBytes)) >= 38, $"picture {at / PictureBytes}");
        }
    }

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

        return sum == 0 ? 100 : 10 * Math.Log10(255 * 255 * expected.Length / sum);
    }
}
