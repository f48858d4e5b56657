using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Encoders that die, hang, disobey or are fed nonsense.</summary>
public sealed class PictureFailureTests(GeneratedFiles files)
{
    [Fact]
    public async Task An_encoder_that_is_killed_is_started_again_where_it_stopped()
    {
        using TemporaryFolder folder = new();

        // Dies once, after it has given the first chunk and a part of the second.
        string once = Script(folder, "if mkdir \"$0.died\" 2>/dev/null; then \"$REAL\" \"$@\" | head -c 120000; kill -9 $$; else exec \"$REAL\" \"$@\"; fi");
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"), ffmpeg: once);

        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Null(picture.Prepared.FailureReason);
        Assert.All(chunks, static chunk => Assert.True(chunk.IsComplete));
        Assert.All(chunks.SelectMany(static chunk => Enumerable.Range(0, chunk.Count).Select(i => chunk[i])), static bytes => Assert.False(bytes.IsEmpty));
        Assert.Equal(2, picture.Preparation.Counters.TranscodesStarted);
        Assert.Equal(1, picture.Preparation.Counters.TranscodesFailed);

        // The one that both had a part in is played and not kept.
        Assert.Equal(4, Directory.GetFiles(picture.CacheFolder).Length);
    }

    [Fact]
    public async Task One_that_always_dies_is_given_up_after_three_attempts()
    {
        using TemporaryFolder folder = new();
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"), ffmpeg: Script(folder, "exit 9"));

        picture.Prepared.RequestAhead(0, loops: false);
        await picture.Preparation.WhenIdleAsync();

        Assert.Contains("exit code 9", picture.Prepared.FailureReason, StringComparison.Ordinal);
        Assert.Equal(PictureMaker.MaxAttempts, picture.Preparation.Counters.TranscodesStarted);
        Assert.False(picture.Prepared.IsBusy);
    }

    [Fact]
    public async Task How_it_ends_after_the_last_picture_changes_nothing()
    {
        using TemporaryFolder folder = new();
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), ffmpeg: Script(folder, "\"$REAL\" \"$@\"; exit 3"));

        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Null(picture.Prepared.FailureReason);
        Assert.All(chunks, static chunk => Assert.True(chunk.IsComplete));
        Assert.Equal(0, picture.Preparation.Counters.TranscodesFailed);
        Assert.False(picture.Prepared.IsBusy);
    }

    [Fact]
    public async Task A_chunk_that_memory_has_lost_again_does_not_wait_for_the_encoder_that_made_it()
    {
        using TemporaryFolder folder = new();
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"), ffmpeg: Script(folder, "\"$REAL\" \"$@\"; exec sleep 1000"));
        picture.Prepared.RequestAhead(0, loops: false);
        string kept = Path.Combine(picture.CacheFolder, PictureChunkFile.Name(0));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(kept), TimeSpan.FromSeconds(30)));

        picture.Prepared.Evict(0);
        picture.Prepared.RequestAhead(0, loops: false);

        Assert.True(SpinWait.SpinUntil(() => picture.Prepared.IsComplete(0), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Who_comes_upon_what_is_prepared_in_the_background_does_not_wait_for_it()
    {
        using TemporaryFolder folder = new();
        string stuck = Script(folder, "if mkdir \"$0.stuck\" 2>/dev/null; then exec sleep 1000; else exec \"$REAL\" \"$@\"; fi");
        PreparationOptions options = new() { MaxEncoders = 1 };
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), options, stuck);
        int[] all = [.. Enumerable.Range(0, picture.Prepared.ChunkCount)];
        _ = picture.Prepared.MakeInBackgroundAsync(all);
        Assert.True(SpinWait.SpinUntil(
            () => Directory.Exists($"{stuck}.stuck") && picture.Preparation.Counters.CacheMisses == all.Length, TimeSpan.FromSeconds(30)));

        picture.Prepared.RequestAhead(20, loops: false);

        Assert.True(SpinWait.SpinUntil(() => picture.Prepared.IsComplete(20), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task One_that_gives_nothing_is_killed()
    {
        using TemporaryFolder folder = new();
        PreparationOptions options = new() { TranscoderTimeout = TimeSpan.FromMilliseconds(200) };
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"), options, Script(folder, "exec sleep 1000"));

        picture.Prepared.RequestAhead(0, loops: false);
        await picture.Preparation.WhenIdleAsync();

        Assert.Contains("TimedOut", picture.Prepared.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_makes_B_frames_all_the_same_is_refused()
    {
        using TemporaryFolder folder = new();
        string disobedient = Script(folder, "for a; do shift; case $a in -bf) set -- \"$@\" -bf; n=1;; *) [ \"$n\" = 1 ] && a=3; n=0; set -- \"$@\" \"$a\";; esac; done; exec \"$REAL\" \"$@\"");
        PreparationOptions options = new() { EncoderArguments = "-c:v libx264 -preset veryfast" };
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("one-gop.mp4"), options, disobedient);

        picture.Prepared.RequestAhead(0, loops: false);
        await picture.Preparation.WhenIdleAsync();

        Assert.Contains("OutputRefused", picture.Prepared.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_in_the_middle_costs_the_damaged_pictures_and_no_more()
    {
        string path = Damaged("b-frames-minute.mp4", static (track, bytes) =>
        {
            // The whole second group.
            for (int i = 50; i < 100; i++)
            {
                MediaSample sample = track.Samples.GetSample(i);
                bytes.AsSpan((int)sample.Offset, sample.Size).Fill(0x5A);
            }
        });
        await using TestPicture picture = await TestPicture.OpenAsync(path);

        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Null(picture.Prepared.FailureReason);
        Assert.All(chunks, static chunk => Assert.True(chunk.IsComplete));
        Assert.Equal(0, chunks[1].Bytes);
        Assert.All(chunks.Where((_, i) => i != 1), static chunk => Assert.False(chunk[0].IsEmpty));
    }

    [Fact]
    public async Task Who_begins_in_the_middle_of_damage_sees_what_comes_behind_it()
    {
        string path = Damaged("b-frames-minute.mp4", static (track, bytes) =>
        {
            for (int i = 1000; i < 1300; i++)
            {
                MediaSample sample = track.Samples.GetSample(i);
                bytes.AsSpan((int)sample.Offset, sample.Size).Fill(0x5A);
            }
        });
        await using TestPicture picture = await TestPicture.OpenAsync(path, new() { Ahead = TimeSpan.FromSeconds(1) });
        picture.Prepared.RequestAhead(0, loops: false);
        await picture.Preparation.WhenIdleAsync();
        int damaged = picture.Prepared.Chunks.Find(picture.Prepared.Input.Track.Samples.GetSample(1100).CompositionTime);
        Assert.False(picture.Prepared.IsComplete(damaged));

        picture.Prepared.RequestAhead(damaged, loops: false);
        await picture.Preparation.WhenIdleAsync();
        IReadOnlyList<PictureChunk> chunks = await picture.PlayAsync();

        Assert.Null(picture.Prepared.FailureReason);
        Assert.Equal(0, chunks[damaged].Bytes);
        Assert.False(chunks[^1][0].IsEmpty);

        // Not kept: that it is the samples is only a guess.
        Assert.False(File.Exists(Path.Combine(picture.CacheFolder, PictureChunkFile.Name(damaged))));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(126, true)]
    [InlineData(127, true)]
    [InlineData(137, true)]
    public async Task An_encoder_that_breaks_in_the_middle_leaves_nothing_on_disk(int code, bool fails)
    {
        using TemporaryFolder folder = new();
        string breaking = Script(folder, $"if mkdir \"$0.worked\" 2>/dev/null; then exec \"$REAL\" \"$@\"; else exit {code}; fi");
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), new() { Ahead = TimeSpan.FromSeconds(1) }, breaking);
        picture.Prepared.RequestAhead(0, loops: false);
        await picture.Preparation.WhenIdleAsync();
        string[] kept = Directory.GetFiles(picture.CacheFolder);

        picture.Prepared.RequestAhead(20, loops: false);
        await picture.Preparation.WhenIdleAsync();

        Assert.Equal(fails, picture.Prepared.IsFailed);
        Assert.NotEmpty(kept);
        Assert.Equal(kept, Directory.GetFiles(picture.CacheFolder));
    }

    [Fact]
    public async Task A_file_of_nothing_but_noise_is_given_up()
    {
        string path = Damaged("one-gop.mp4", static (track, bytes) =>
        {
            for (int i = 0; i < track.Samples.Count; i++)
            {
                MediaSample sample = track.Samples.GetSample(i);
                new Random(i).NextBytes(bytes.AsSpan((int)sample.Offset, sample.Size));
            }
        });
        await using TestPicture picture = await TestPicture.OpenAsync(path);

        picture.Prepared.RequestAhead(0, loops: false);
        await picture.Preparation.WhenIdleAsync();

        Assert.True(picture.Prepared.IsFailed);
    }

    private static string Script(TemporaryFolder folder, string body)
    {
        string path = Path.Combine(folder.Path, "ffmpeg");
        File.WriteAllText(path, $"#!/bin/sh\nREAL={TestFfmpeg.Path}\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    private string Damaged(string name, Action<Mp4Track, byte[]> damage)
    {
        string source = files.Get(name);
        byte[] bytes = File.ReadAllBytes(source);
        damage(MovieFile.Read(source, out _).FirstVideo!, bytes);
        string path = Path.Combine(Path.GetDirectoryName(source)!, $"damaged-{Guid.NewGuid():N}.mp4");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
