using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

public sealed class AudioPreparationTests
{
    [Fact]
    public async Task Nothing_runs_until_a_viewer_asks()
    {
        await using PreparationBench bench = new();

        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, await TestSound.MakeShortAsync());
        await bench.Preparation.WhenIdleAsync();

        Assert.Equal(0, bench.Counters.TranscodesStarted);
        Assert.Equal(150, track.PacketCount, tolerance: 2);
        Assert.False(track.TryGetPacket(0, out _));
        Assert.False(track.TryGetPacket(-1, out _));
        Assert.False(track.TryGetPacket(track.PacketCount, out _));
    }

    [Fact]
    public async Task The_second_viewer_transcodes_nothing()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();

        List<byte[]> first = await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));
        List<byte[]> second = await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));

        Assert.Equal(first, second);
        Assert.Equal(1, bench.Counters.TranscodesStarted);
        Assert.Equal(0, bench.Counters.ChunksFromDisk);
    }

    [Fact]
    public async Task After_a_restart_everything_comes_from_disk()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();
        List<byte[]> first = await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));

        await bench.Restart();
        List<byte[]> second = await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));

        Assert.Equal(first, second);
        Assert.Equal(0, bench.Counters.TranscodesStarted);
        Assert.Equal(1, bench.Counters.ChunksFromDisk);
    }

    [Fact]
    public async Task A_changed_file_is_another_asset()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();
        await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key, sound));

        await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key with { Version = "2" }, sound));

        Assert.Equal(2, bench.Counters.TranscodesStarted);
        Assert.Equal(2, bench.CachedFiles.Length);
    }

    [Fact]
    public async Task Many_viewers_at_once_cost_one_transcoder()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
        {
            OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
            for (int i = 0; i < 1000; i++)
            {
                track.RequestAhead(i % track.PacketCount);
            }
        })));
        await bench.Preparation.WhenIdleAsync();

        Assert.Equal(1, bench.Counters.TranscodesStarted);
        Assert.Equal(1, bench.Counters.ChunksMade);
    }

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
        Assert.Equal(AudioPreparation.MaxAttempts, bench.Counters.TranscodesStarted);
        await bench.RequestAsync(track, 0);
        Assert.Equal(AudioPreparation.MaxAttempts, bench.Counters.TranscodesStarted);
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
        Assert.Contains("exit code", track.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_track_that_ADTS_cannot_frame_fails_at_once()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();

        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, new Garbage(sound) { Timeline = default });
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
    public async Task What_does_not_fit_into_memory_is_read_from_disk_again()
    {
        await using PreparationBench bench = new(options => options.MaxMemoryBytes = 1);
        TestSound sound = await TestSound.MakeShortAsync();
        OpusTrack first = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        List<byte[]> packets = await bench.PlayAsync(first);

        await bench.PlayAsync(bench.Preparation.GetOrStart(PreparationBench.Key with { Version = "2" }, sound));

        Assert.False(first.TryGetPacket(0, out _));
        Assert.Equal(packets, await bench.PlayAsync(first));
        Assert.Equal(2, bench.Counters.TranscodesStarted);
        Assert.Equal(1, bench.Counters.ChunksFromDisk);
        Assert.Equal(packets.Sum(packet => packet.Length), bench.Preparation.MemoryBytes);
    }

    [Fact]
    public async Task Packets_can_be_read_while_their_chunk_is_being_made()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync(seconds: 10);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        int last = sound.Timeline.FrameCount - 1;
        sound.BeforeRead = async (index, _) =>
        {
            if (index == last)
            {
                await goOn.Task;
            }
        };

        track.RequestAhead(0);
        bool early = SpinWait.SpinUntil(() => track.TryGetPacket(100, out _), TimeSpan.FromSeconds(30));
        bool complete = track.TryGetPacket(track.PacketCount - 1, out _);
        goOn.SetResult();
        await bench.Preparation.WhenIdleAsync();

        Assert.True(early);
        Assert.False(complete);
        Assert.True(track.TryGetPacket(track.PacketCount - 1, out _));
    }

    [Fact]
    public async Task The_chunk_at_a_play_head_overtakes_those_made_in_advance()
    {
        await using PreparationBench bench = new(options => options.MaxTranscoders = 1);
        TestSound sound = await TestSound.MakeShortAsync(seconds: 41);
        ConcurrentQueue<string> order = new();
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        OpusTrack first = bench.Preparation.GetOrStart(PreparationBench.Key, new Watched(sound, index => order.Enqueue($"first {((index * 1024) - 22_050) / 441_000}"), goOn.Task));
        OpusTrack second = bench.Preparation.GetOrStart(PreparationBench.Key with { Version = "2" }, new Watched(sound, _ => order.Enqueue("second"), goOn.Task));

        first.RequestAhead(0);
        bool started = SpinWait.SpinUntil(() => !order.IsEmpty, TimeSpan.FromSeconds(30));
        second.RequestAhead(2010);
        bool queued = SpinWait.SpinUntil(() => bench.Preparation.Waiting == 4, TimeSpan.FromSeconds(30));
        goOn.SetResult();
        await bench.Preparation.WhenIdleAsync();

        Assert.True(started && queued);
        Assert.Equal("second", order.Distinct().ElementAt(1));
        Assert.Equal(5, bench.Counters.ChunksMade);
    }

    [Fact]
    public async Task Disposing_ends_what_runs_and_what_waits()
    {
        await using PreparationBench bench = new(options => options.MaxTranscoders = 1);
        bench.Options.Ffmpeg = bench.Script("exec sleep 1000\n");
        await bench.Restart();
        TestSound sound = await TestSound.MakeShortAsync(seconds: 21);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        sound.BeforeRead = (_, _) =>
        {
            started.TrySetResult();
            return ValueTask.CompletedTask;
        };
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        track.RequestAhead(0);
        await started.Task;

        await bench.Preparation.DisposeAsync();
        track.RequestAhead(0);
        await bench.Preparation.WhenIdleAsync();

        Assert.Equal(1, bench.Counters.TranscodesStarted);
        Assert.False(track.IsBusy);
        Assert.False(track.IsFailed);
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
    private sealed class Garbage(TestSound sound) : IAacSource
    {
        public AacTimeline Timeline { get; init; } = sound.Timeline;

        public Vod.Media.Aac.AudioSpecificConfig Config => sound.Config;

        public ValueTask<int> ReadFrameAsync(int index, Memory<byte> destination, CancellationToken cancellation)
        {
            destination.Span[..64].Fill(0xFF);
            return new(64);
        }
    }

    /// <summary>Tells when it is read, and lets nobody go on before <paramref name="gate"/> opens.</summary>
    private sealed class Watched(TestSound sound, Action<int> read, Task gate) : IAacSource
    {
        public AacTimeline Timeline => sound.Timeline;

        public Vod.Media.Aac.AudioSpecificConfig Config => sound.Config;

        public async ValueTask<int> ReadFrameAsync(int index, Memory<byte> destination, CancellationToken cancellation)
        {
            read(index);
            await gate;
            return await sound.ReadFrameAsync(index, destination, cancellation);
        }
    }
}
