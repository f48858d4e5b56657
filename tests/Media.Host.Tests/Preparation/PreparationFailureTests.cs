using Microsoft.Extensions.Logging;
using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>What goes wrong around a preparation: children, disks, files and strangers' sound.</summary>
public sealed class PreparationFailureTests
{
    [Fact]
    public async Task A_transcoder_that_dies_in_the_middle_is_run_again_and_nobody_hears_it()
    {
        TestSound sound = await TestSound.MakeShortAsync();
        await using PreparationBench undisturbed = new();
        List<byte[]> expected = await undisturbed.PlayAsync(undisturbed.Preparation.GetOrStart(PreparationBench.Key, sound));

        // The first run passes on a part of ffmpeg's output and is killed; a folder, as the limits let no file be written.
        await using PreparationBench bench = new();
        bench.Options.Ffmpeg = bench.Script(
            $"if mkdir \"$0.once\" 2>/dev/null; then {TestFfmpeg.Path} \"$@\" | head -c 9000; kill -9 $$; fi\nexec {TestFfmpeg.Path} \"$@\"\n");
        await bench.Restart();
        List<byte[]> packets = await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));

        Assert.Equal(expected, packets);
        Assert.Equal(2, bench.Counters.TranscodesStarted);
        Assert.Equal(1, bench.Counters.TranscodesFailed);
        Assert.Contains(bench.Log.Entries, entry => entry.Text.Contains("exit code 137", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transcoder_that_hangs_is_killed_and_the_track_given_up_after_three_attempts()
    {
        await using PreparationBench bench = new(options => options.TranscoderTimeout = TimeSpan.FromMilliseconds(100));
        bench.Options.Ffmpeg = bench.Script("exec sleep 1000\n");
        await bench.Restart();

        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, await TestSound.MakeShortAsync());
        await bench.RequestAsync(track, 0);

        Assert.Contains("TimedOut", track.FailureReason, StringComparison.Ordinal);
        Assert.Equal(ChunkMaker.MaxAttempts, bench.Counters.TranscodesStarted);
        await bench.RequestAsync(track, 0);
        Assert.Equal(ChunkMaker.MaxAttempts, bench.Counters.TranscodesStarted);
        Assert.Single(bench.Log.Entries, entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task A_failed_track_is_tried_anew_for_the_next_viewer()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();
        sound.BeforeRead = (_, _) => throw new IOException("the disk is gone");

        OpusTrack failed = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        await bench.RequestAsync(failed, 0);
        sound.BeforeRead = (_, _) => ValueTask.CompletedTask;
        OpusTrack next = bench.Preparation.GetOrStart(PreparationBench.Key, sound);

        Assert.Contains("the disk is gone", failed.FailureReason, StringComparison.Ordinal);
        Assert.NotSame(failed, next);
        Assert.Equal(next.PacketCount, (await bench.PlayAsync(next)).Count);
    }

    [Fact]
    public async Task Sound_that_cannot_be_decoded_fails_with_what_ffmpeg_says()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, new Garbage(sound));

        await bench.RequestAsync(track, 0);

        Assert.True(track.IsFailed);
        Assert.Contains("exit code 69", track.FailureReason, StringComparison.Ordinal);
        Assert.False(track.TryGetPacket(0, out _), "silence");
        Assert.Equal(1, bench.Counters.TranscodesStarted);
        Assert.Empty(bench.CachedFiles);
    }

    [Fact]
    public async Task A_track_of_which_nothing_is_presented_fails_at_once()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();

        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, new Garbage(sound) { Timeline = new([sound.Timeline.Runs[0] with { PresentedLimit = 0 }]) });
        await bench.RequestAsync(track, 0);

        Assert.True(track.IsFailed);
        Assert.Equal(0, track.PacketCount);
        Assert.Equal(0, bench.Counters.TranscodesStarted);
    }

    [Fact]
    public async Task A_damaged_file_is_made_again()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();
        List<byte[]> first = await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));
        string file = Assert.Single(bench.CachedFiles).FullName;
        byte[] content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        foreach (byte[] damaged in new byte[][] { [], content[..^1], [.. content[..900], (byte)~content[900], .. content[901..]], new byte[10_000_000] })
        {
            await File.WriteAllBytesAsync(file, damaged, TestContext.Current.CancellationToken);
            await bench.Restart();

            Assert.Equal(first, await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound)));
            Assert.Equal(1, bench.Counters.CorruptFiles);
            Assert.Equal(content, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Without_a_cache_folder_sound_plays_from_memory()
    {
        // A folder below a file cannot be made, not even by root.
        string file = Path.GetTempFileName();
        await using PreparationBench bench = new(options => options.CacheDirectory = Path.Combine(file, "cache"));
        TestSound sound = await TestSound.MakeShortAsync();

        await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));
        await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key with { Version = "2" }, sound));
        await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));

        Assert.Equal(2, bench.Counters.TranscodesStarted);
        Assert.Single(bench.CacheLog.Entries, entry => entry.Level == LogLevel.Warning);
        File.Delete(file);
    }

    [Fact]
    public async Task Without_ffmpeg_the_track_fails_with_the_advice()
    {
        await using PreparationBench bench = new();
        await using AudioPreparation preparation = new(
            bench.Options,
            new FfmpegLocation(null, "ffmpeg was not found: install it"),
            AssetCache.Open(bench.Options, TimeProvider.System, bench.CacheLog),
            TimeProvider.System,
            bench.Log);

        OpusTrack track = preparation.GetOrStart(PreparationBench.Key, await TestSound.MakeShortAsync());
        track.RequestAhead(0);
        await preparation.WhenIdleAsync();

        Assert.Contains("install it", track.FailureReason, StringComparison.Ordinal);
    }

    /// <summary>Access units of the right length with nothing sensible in them.</summary>
    private sealed class Garbage(TestSound sound) : ISoundSource
    {
        public int Number => 1;

        public SoundTimeline Timeline { get; init; } = sound.Timeline;

        public int SizeOf(int frame) => 64;

        public ValueTask ReadFrameAsync(int frame, Memory<byte> destination, CancellationToken cancellation)
        {
            destination.Span.Fill(0xFF);
            return ValueTask.CompletedTask;
        }
    }
}
