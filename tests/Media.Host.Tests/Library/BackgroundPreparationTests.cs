using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Mp4;

namespace Vod.Media.Host.Tests.Library;

/// <summary>Files prepared by the real encoder before anybody plays them.</summary>
public sealed class BackgroundPreparationTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_prepared_as_a_whole_and_still_is_after_a_restart()
    {
        LibraryFixture.Put(_folder, files.Get("b-frames-pyramid.mp4"), "films/a.mp4");
        LibraryFixture.Put(_folder, files.Get("b-frames-minute.mp4"), "b.mp4");
        await using (LibraryFixture node = await LibraryFixture.StartAsync(_folder))
        {
            LibraryFile before = await node.FindAsync("films/a.mp4");
            Assert.Equal((PreparationState.None, new ChunkProgress(0, 2), new ChunkProgress(0, 1)), (before.State, before.Picture, before.Sound));

            LibraryFile after = await node.PrepareAsync("films/a.mp4");
            LibraryFile minute = await node.PrepareAsync("b.mp4");

            Assert.Equal((PreparationState.Ready, new ChunkProgress(2, 2), new ChunkProgress(1, 1), ""), (after.State, after.Picture, after.Sound, after.Problem));
            Assert.Equal((PreparationState.Ready, new ChunkProgress(30, 30), default), (minute.State, minute.Picture, minute.Sound));
            Assert.Equal((PictureTreatment.Encoded, "B-frames"), (minute.Media!.Picture, minute.Media.PictureReason));

            // One encoder per portion, not one per chunk.
            Assert.Equal(3, node.Pictures.Counters.TranscodesStarted);
            Assert.Equal(0, node.OpenAssets);
        }

        await using LibraryFixture restarted = await LibraryFixture.StartAsync(_folder);
        LibraryListing listing = await restarted.Library.ListAsync(Token);

        Assert.Equal(["b.mp4 Ready", "films/a.mp4 Ready"], listing.Files.Select(static file => $"{file.Path} {file.State}"));
        Assert.Equal(PreparationOrderOutcome.Ready, (await restarted.Library.PrepareAsync("b.mp4", Token)).Outcome);
        Assert.Equal(0, restarted.Pictures.Counters.TranscodesStarted);
    }

    [Fact]
    public async Task What_viewers_have_had_made_is_not_made_again()
    {
        LibraryFixture.Put(_folder, files.Get("b-frames-minute.mp4"), "a.mp4");
        await using LibraryFixture node = await LibraryFixture.StartAsync(_folder);
        await node.PrepareAsync("a.mp4");
        foreach (string chunk in Directory.EnumerateFiles(LibraryFixture.CacheOf(_folder), "chunk-00001*", SearchOption.AllDirectories).ToArray())
        {
            File.Delete(chunk);
        }

        // The count is of before, as nobody but the server is to delete single files; another process finds it out.
        await using LibraryFixture another = await LibraryFixture.StartAsync(_folder);
        Assert.Equal((PreparationState.Partly, new ChunkProgress(20, 30)), ((await another.FindAsync("a.mp4")).State, (await another.FindAsync("a.mp4")).Picture));
        LibraryFile again = await another.PrepareAsync("a.mp4");

        Assert.Equal((PreparationState.Ready, 10L), (again.State, another.Pictures.Counters.ChunksMade));
    }

    [Fact]
    public async Task A_cache_without_room_to_spare_stops_it_and_loses_nothing()
    {
        LibraryFixture.Put(_folder, files.Get("one-gop.mp4"), "a.mp4");
        string played = Path.Join(LibraryFixture.CacheOf(_folder), new string('a', 32), "other", "chunk");
        Directory.CreateDirectory(Path.GetDirectoryName(played)!);
        await File.WriteAllBytesAsync(played, new byte[950_000], Token);
        await using LibraryFixture node = await LibraryFixture.StartAsync(_folder, static options => options.MaxCacheBytes = 1_000_000);

        LibraryFile file = await node.PrepareAsync("a.mp4");

        Assert.Equal((PreparationState.None, 0), (file.State, file.Picture.Done));
        Assert.StartsWith("the cache folder has no room to spare", file.Problem, StringComparison.Ordinal);
        Assert.True(File.Exists(played));
        Assert.Equal(0, node.Pictures.Counters.TranscodesStarted);
    }

    [Fact]
    public async Task A_file_whose_encoder_fails_says_why_and_is_left_alone()
    {
        LibraryFixture.Put(_folder, files.Get("one-gop.mp4"), "a.mp4");
        string script = Path.Combine(_folder.Path, "ffmpeg");
        await File.WriteAllTextAsync(script, "#!/bin/sh\nexit 9\n", Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await using LibraryFixture node = await LibraryFixture.StartAsync(_folder, ffmpeg: script);

        LibraryFile file = await node.PrepareAsync("a.mp4");

        Assert.Equal(PreparationState.Failed, file.State);
        Assert.Contains("exit code 9", file.Problem, StringComparison.Ordinal);
        Assert.Equal(PictureMaker.MaxAttempts, node.Pictures.Counters.TranscodesStarted);
    }

    [Fact]
    public async Task What_cannot_be_prepared_is_refused_with_the_reason()
    {
        LibraryFixture.Put(_folder, files.Get("b-frames-flat.mp4"), "refused.mp4");
        LibraryFixture.Put(_folder, files.Get("two-frame-gop.mp4"), "as-it-is.mp4");
        await File.WriteAllTextAsync(Path.Join(LibraryFixture.MediaOf(_folder), "text.mp4"), "no film", Token);
        await using LibraryFixture node = await LibraryFixture.StartAsync(_folder, static options => options.BFrames = BFrames.Refuse);

        Assert.Equal(PreparationOrderOutcome.BadPath, (await node.Library.PrepareAsync("../a.mp4", Token)).Outcome);
        Assert.Equal(PreparationOrderOutcome.NotFound, (await node.Library.PrepareAsync("b.mp4", Token)).Outcome);
        Assert.Equal(PreparationOrderOutcome.Ready, (await node.Library.PrepareAsync("as-it-is.mp4", Token)).Outcome);
        PreparationOrder refused = await node.Library.PrepareAsync("refused.mp4", Token);
        Assert.Equal((PreparationOrderOutcome.CannotPlay, PreparationState.Failed), (refused.Outcome, refused.File!.State));
        Assert.Contains("B-frames", refused.File.Problem, StringComparison.Ordinal);
        Assert.Equal(PreparationState.Failed, (await node.FindAsync("text.mp4")).State);
        Assert.Null(await node.Library.FindAsync("b.mp4", Token));
    }

    public void Dispose() => _folder.Dispose();
}
