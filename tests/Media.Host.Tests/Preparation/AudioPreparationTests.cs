using System.Collections.Concurrent;
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
    public async Task The_start_of_a_loop_is_made_as_far_ahead_of_its_end_as_anything_else()
    {
        // Two chunks of 10 s and a last one of 0.2 s.
        TestSound sound = await TestSound.MakeShortAsync(20.1);
        await using PreparationBench bench = new(options => options.Ahead = TimeSpan.FromSeconds(10));
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound, 1010);

        await bench.RequestAsync(track, 900);

        Assert.True(track.TryGetPacket(0, out _));
    }

    [Fact]
    public async Task What_is_played_of_a_track_that_was_idle_for_long_is_forgotten_with_it()
    {
        TestSound sound = await TestSound.MakeShortAsync();
        await using PreparationBench bench = new();
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        bench.Clock.Advance(TimeSpan.FromMinutes(11));
        bench.Preparation.GetOrStart(PreparationBench.Key, sound, 500);
        await bench.PlayAsync(track);
        Assert.NotEqual(0, bench.Preparation.MemoryBytes);

        bench.Preparation.Forget(track);

        Assert.Equal(0, bench.Preparation.MemoryBytes);
    }

    [Fact]
    public async Task Chunks_that_nobody_asks_for_any_more_are_not_made()
    {
        await using PreparationBench bench = new(options => options.MaxTranscoders = 1);
        TestSound sound = await TestSound.MakeShortAsync(seconds: 21);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, new Watched(sound, _ => { }, goOn.Task));

        track.RequestAhead(0);
        bool queued = SpinWait.SpinUntil(() => bench.Preparation.Waiting == 2, TimeSpan.FromSeconds(30));
        bench.Clock.Advance(TimeSpan.FromSeconds(8));
        track.RequestAhead(track.PacketCount - 1);
        bench.Clock.Advance(TimeSpan.FromSeconds(8));
        goOn.SetResult();
        await bench.Preparation.WhenIdleAsync();

        Assert.True(queued);
        Assert.True(track.TryGetPacket(0, out _), "was being made");
        Assert.False(track.TryGetPacket(500, out _), "not renewed");
        Assert.True(track.TryGetPacket(1000, out _), "renewed");
        Assert.Equal(1, bench.Counters.RequestsDropped);
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

    /// <summary>Tells when it is read, and lets nobody go on before <paramref name="gate"/> opens.</summary>
    private sealed class Watched(TestSound sound, Action<int> read, Task gate) : ISoundSource
    {
        public int Number => 1;

        public SoundTimeline Timeline => sound.Timeline;

        public int SizeOf(int frame) => sound.SizeOf(frame);

        public async ValueTask ReadFrameAsync(int frame, Memory<byte> destination, CancellationToken cancellation)
        {
            read(frame);
            await gate;
            await sound.ReadFrameAsync(frame, destination, cancellation);
        }
    }
}
