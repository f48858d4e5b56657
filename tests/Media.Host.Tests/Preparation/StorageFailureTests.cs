using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Playback;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>A storage that fails while something is prepared: who plays learns why, and the file is not broken for it.</summary>
public sealed class StorageFailureTests(GeneratedFiles files)
{
    [Fact]
    public async Task A_storage_that_gave_up_is_not_asked_again_at_once_but_later()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();
        sound.BeforeRead = static (_, _) => throw new StorageGaveUpException("nothing for 30 s");
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        await bench.RequestAsync(track, 0);

        Assert.Equal(MediaFault.GaveUp, track.Failure!.Fault);
        Assert.Contains("nothing for 30 s", track.Failure.Detail, StringComparison.Ordinal);
        Assert.Equal(1, bench.Counters.TranscodesStarted);

        sound.BeforeRead = static (_, _) => ValueTask.CompletedTask;
        await bench.RequestAsync(track, 0);
        Assert.Equal(1, bench.Counters.TranscodesStarted);

        bench.Clock.Advance(ChunkTrack.RetryAfter);
        Assert.False(track.IsFailed);
        Assert.Equal(track.PacketCount, (await bench.PlayAsync(track)).Count);
    }

    [Fact]
    public async Task A_read_that_fails_is_tried_three_times_and_later_again()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();
        sound.BeforeRead = static (_, _) => throw new IOException("the disk is gone");
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        await bench.RequestAsync(track, 0);

        Assert.Equal(MediaFault.Unreadable, track.Failure!.Fault);
        Assert.Equal(ChunkMaker.MaxAttempts, bench.Counters.TranscodesStarted);

        sound.BeforeRead = static (_, _) => ValueTask.CompletedTask;
        bench.Clock.Advance(ChunkTrack.RetryAfter);
        Assert.Equal(track.PacketCount, (await bench.PlayAsync(track)).Count);
    }

    [Fact]
    public async Task Somebody_new_need_not_wait_for_the_next_try()
    {
        await using PreparationBench bench = new();
        TestSound sound = await TestSound.MakeShortAsync();
        sound.BeforeRead = static (_, _) => throw new StorageGaveUpException("nothing for 30 s");
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
        await bench.RequestAsync(track, 0);
        sound.BeforeRead = static (_, _) => ValueTask.CompletedTask;

        track.Forgive();

        Assert.Equal(track.PacketCount, (await bench.PlayAsync(track)).Count);
    }

    [Fact]
    public async Task A_file_that_was_replaced_or_is_too_short_stays_so()
    {
        foreach ((Exception exception, MediaFault fault) in new (Exception, MediaFault)[]
        {
            (new ContentChangedException("another ETag"), MediaFault.Changed),
            (new EndOfStreamException("the file ends"), MediaFault.Unmakeable),
        })
        {
            await using PreparationBench bench = new();
            TestSound sound = await TestSound.MakeShortAsync();
            sound.BeforeRead = (_, _) => throw exception;
            OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, sound);
            await bench.RequestAsync(track, 0);

            bench.Clock.Advance(ChunkTrack.RetryAfter);
            track.Forgive();

            Assert.Equal(fault, track.Failure!.Fault);
        }
    }

    [Fact]
    public async Task The_first_reason_that_lasts_stays()
    {
        await using PreparationBench bench = new();
        OpusTrack track = bench.Preparation.GetOrStart(PreparationBench.Key, await TestSound.MakeShortAsync());

        track.Fail(new(MediaFault.GaveUp, "first"));
        track.Fail(new(MediaFault.Unmakeable, "second"));
        track.Fail(new(MediaFault.GaveUp, "third"));

        Assert.Equal("second", track.FailureReason);
    }

    [Fact]
    public async Task Pictures_are_made_once_the_storage_is_back()
    {
        StoppedClock clock = new();
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"), clock: clock);
        picture.Content.BeforeRead = static _ => Task.FromException(new StorageGaveUpException("nothing for 30 s"));
        picture.Prepared.RequestAhead(0, loops: false);
        await picture.Preparation.WhenIdleAsync();

        Assert.Equal(MediaFault.GaveUp, picture.Prepared.Failure!.Fault);
        Assert.Equal(1, picture.Preparation.Counters.TranscodesStarted);
        Assert.False(picture.Prepared.IsBusy);

        picture.Content.BeforeRead = static _ => Task.CompletedTask;
        clock.Advance(ChunkTrack.RetryAfter);
        Assert.All(await picture.PlayAsync(), static chunk => Assert.True(chunk.IsComplete));
    }

    // On a machine with one transcoder, a store that does not answer must not silence the files of the disk.
    [Fact]
    public async Task A_storage_that_is_late_holds_up_nobody_who_plays_from_another()
    {
        await using PreparationBench bench = new(static options => options.MaxTranscoders = 1);
        TaskCompletionSource answer = new();
        TaskCompletionSource asked = new();
        TestSound late = await TestSound.MakeShortAsync();
        late.BeforeRead = async (_, cancellation) =>
        {
            asked.TrySetResult();
            await answer.Task.WaitAsync(cancellation);
        };
        OpusTrack waiting = bench.Preparation.GetOrStart(PreparationBench.Key, late);
        waiting.RequestAhead(0);
        await asked.Task;

        OpusTrack other = bench.Preparation.GetOrStart(PreparationBench.Key with { Identity = "file:/other.mp4" }, await TestSound.MakeShortAsync());
        other.RequestAhead(0);

        Assert.True(SpinWait.SpinUntil(() => other.IsComplete(0), TimeSpan.FromSeconds(30)));
        Assert.False(waiting.IsComplete(0));
        answer.SetResult();
        await bench.Preparation.WhenIdleAsync();
        Assert.True(waiting.IsComplete(0));
    }
}
