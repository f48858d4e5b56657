using Vod.Media.Host.Preparation;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Sound that is not of one piece: the configuration changes, frames are missing, or there are two of them.</summary>
public sealed class SoundSpliceTests : IDisposable
{
    private const int Edge = 4800;
    private const string Noise = "0.03*random(0)";
    private const string Chirp = "0.25*sin(2*PI*(300+500*t)*t)";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_configuration_that_changes_in_the_middle_changes_the_decoder()
    {
        TestSound stereo = await TestSound.MakeAsync($"{Noise}+{Chirp}|{Noise}+0.2*sin(2*PI*700*t)", 48_000, 1.5);
        TestSound mono = await TestSound.MakeAsync($"{Noise}+{Chirp}", 32_000, 1.5);
        int[] counts = [stereo.Frames.Count, mono.Frames.Count, stereo.Frames.Count];
        TrackSpec track = Track([.. stereo.Frames, .. mono.Frames, .. stereo.Frames]) with
        {
            SampleEntries = [Entry(stereo), Entry(mono)],
            ChunkSamples = counts,
            SampleToChunk = Table("stsc", 0, [1, (uint)counts[0], 1], [2, (uint)counts[1], 2], [3, (uint)counts[2], 1]),
            TimeToSample = Table("stts", 0, [(uint)counts[0], 1024], [(uint)counts[1], 1536], [(uint)counts[2], 1024]),
        };

        (float[] prepared, int fed) = await PlayAsync(track, [.. stereo.Frames, .. mono.Frames, .. stereo.Frames]);

        float[] first = await DecodeAsync(stereo, 2);
        float[] second = await DecodeAsync(mono, 1);
        Assert.Equal(counts.Sum(), fed);
        AssertAlike("first", prepared, first, 0);
        AssertAlike("second", prepared, second, first.Length);
        AssertAlike("third", prepared, first, first.Length + second.Length);
        Assert.InRange(prepared.Length - (2 * first.Length) - second.Length, 0, 2 * 960);
    }

    [Fact]
    public async Task Sound_behind_frames_that_are_missing_is_where_the_file_says()
    {
        const int before = 60;
        const int missing = 31;
        TestSound sound = await TestSound.MakeAsync($"{Noise}+{Chirp}|{Noise}+0.2*sin(2*PI*700*t)", 48_000, 3);
        byte[][] frames = [.. sound.Frames.Take(before), .. sound.Frames.Skip(before + missing)];
        TrackSpec track = Track(frames) with
        {
            SampleEntries = [Entry(sound)],
            TimeToSample = Table("stts", 0, [before - 1, 1024], [1, 1024 * (1 + missing)], [(uint)(frames.Length - before), 1024]),
        };

        (float[] prepared, int fed) = await PlayAsync(track, frames);

        float[] whole = await DecodeAsync(sound, 2);
        const int gap = 2 * 1024 * before;
        const int gapEnd = 2 * 1024 * (before + missing);
        Assert.Equal(frames.Length, fed);
        AssertAlike("before", prepared, whole[..gap], 0);

        // The first frame behind the gap lacks the half that overlaps with the one before.
        AssertAlike("behind", prepared, whole[(gapEnd + 2048)..], gapEnd + 2048);
        Assert.DoesNotContain(prepared[(gap + Edge)..(gapEnd - Edge)], static sample => Math.Abs(sample) > 0.01);
    }

    [Fact]
    public async Task Frames_that_begin_with_zero_are_frames()
    {
        TestSound sound = (await TestSound.MakeAsync($"{Noise}+{Chirp}", 48_000, 1.5)).Hushed();
        Assert.All(sound.Frames.Skip(1), static frame => Assert.Equal(0, frame[0]));

        (float[] prepared, int fed) = await PlayAsync(
            Track([.. sound.Frames]) with { SampleEntries = [Entry(sound)], TimeToSample = Table("stts", 0, [(uint)sound.Frames.Count, 1024]) }, sound.Frames);

        Assert.Equal(sound.Frames.Count, fed);

        // The first frame begins with the name of its encoder, and is loud; a third of a second later nothing is heard of it.
        AssertAlike("mono", prepared, await DecodeAsync(sound, 1), 0, from: 16_000);
    }

    [Fact]
    public async Task Two_tracks_of_one_asset_are_prepared_and_kept_apart()
    {
        string path = Path.Combine(_folder.Path, "two.mp4");
        await TestFfmpeg.RunAsync(
            "-f lavfi -i sine=frequency=440:sample_rate=48000:duration=1 -f lavfi -i sine=frequency=3000:sample_rate=48000:duration=2 "
            + $"-map 0 -map 1 -c:a aac {path}");
        using SoundFile first = await SoundFile.OpenAsync(path);
        using SoundFile second = await SoundFile.OpenAsync(path, number: 2);
        await using PreparationBench bench = new();

        OpusTrack one = bench.Preparation.GetOrStart(PreparationBench.Key, first);
        OpusTrack two = bench.Preparation.GetOrStart(PreparationBench.Key, second);
        List<byte[]>[] packets = await Task.WhenAll(bench.PlayAsync(one), bench.PlayAsync(two));

        Assert.NotSame(one, two);
        Assert.Same(two, bench.Preparation.GetOrStart(PreparationBench.Key, second));
        Assert.Equal([50, 100], packets.Select(static track => track.Count));
        Assert.Equal(2, bench.CachedFiles.Length);
        await bench.Restart();
        Assert.Equal(packets[1], await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, second)));
        Assert.Equal(packets[0], await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, first)));
        Assert.Equal(0, bench.Counters.TranscodesStarted);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Entry(TestSound sound) => TrackSpec.AudioEntry(boxes: TrackSpec.Descriptor(config: Convert.ToHexString(sound.Configuration)));

    private static TrackSpec Track(byte[][] frames) => TrackSpec.Audio with
    {
        Timescale = 48_000,
        Sizes = [.. frames.Select(static frame => frame.Length)],
        ChunkSamples = [frames.Length],
    };

    private async Task<(float[] Sound, int FramesFed)> PlayAsync(TrackSpec track, IEnumerable<byte[]> frames)
    {
        string path = Path.Combine(_folder.Path, "spliced.mp4");
        await File.WriteAllBytesAsync(path, new MovieSpec(track) { Media = [.. frames.SelectMany(static frame => frame)] }.Build());
        using SoundFile sound = await SoundFile.OpenAsync(path);
        await using PreparationBench bench = new();
        OpusTrack prepared = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        byte[] ogg = OggOpusWriter.Write(await bench.PlayAsync(prepared), prepared.Channels);
        return (await TestFfmpeg.RunForSamplesAsync("-f ogg -i pipe:0 -af " + SoundFiles.Widened(prepared.Channels), ogg), sound.FramesRead.Count);
    }

    private static Task<float[]> DecodeAsync(TestSound sound, int channels) =>
        TestFfmpeg.RunForSamplesAsync("-f aac -i pipe:0 -af " + SoundFiles.Widened(channels), sound.Adts);

    private static void AssertAlike(string name, float[] prepared, float[] reference, int at, int from = 0)
    {
        SoundLikeness likeness = SoundLikeness.Of(prepared[at..], reference, from, reference.Length / 2);
        Assert.True(likeness.Lag == 0 && likeness.Correlation > 0.95 && Math.Abs(likeness.LevelDifference) < 1, $"{name}: {likeness}");
    }
}
