using System.Text;
using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>What a killed process leaves is finished by the next one.</summary>
public sealed class RecordRecoveryTests
{
    [Fact]
    public async Task A_recording_that_was_killed_is_finished_and_listed()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = new();
        Crash(fixture, "{streamName}-{duration}", film);
        string left = Assert.Single(fixture.Files);
        Assert.Equal(".recording.film-{duration}.mp4", left);
        int running = MovieFile.Read(fixture.PathOf(left), out _).Tracks[0].Samples.Count;
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {fixture.PathOf(left)} -f null -"));

        RecordingResult result = Assert.Single(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken));

        // Four seconds; what waited for its fragment, the last 200 ms, is lost.
        Assert.Equal(("film-3800.mp4", 95), (result.Name, running));
        Assert.Equal([result.Name], fixture.Files);
        Assert.Equal(result.Name, await fixture.Uploads.TakeAsync(TestContext.Current.CancellationToken));
        Assert.False(MovieFile.Read(fixture.PathOf(result.Name), out _).IsFragmented);
        Assert.Equal(running, MovieFile.Read(fixture.PathOf(result.Name), out _).Tracks[0].Samples.Count);
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {fixture.PathOf(result.Name)} -f null -"));
        Assert.Empty(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_that_is_none_is_said_and_ends_nothing()
    {
        using TemporaryFolder directory = new();
        string file = Path.Join(directory.Path, "records");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await using RecordFixture fixture = new(_ => new LocalRecordFolder(file));

        Assert.Empty(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken));

        Assert.True(fixture.HasLogged(LogLevel.Error, "Recording:Directory"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_picture_that_stands_still_is_on_the_disk_after_two_ticks(bool isVp8)
    {
        await using RecordFixture fixture = new();
        RecordedMedia media = RecordFixture.PictureOnly with { Codec = isVp8 ? PublishedCodec.Vp8 : PublishedCodec.H264 };
        IRecordFile file = fixture.Context.Folder.Create(RecordName.UnfinishedPrefix + "still" + media.Extension);
        using (IRecorder recorder = isVp8 ? new WebmRecorder(file, media) : new Mp4Recorder(file, media, 128_000, DateTimeOffset.UnixEpoch))
        {
            recorder.Settle();
            RecorderSink sink = new(recorder);
            if (isVp8)
            {
                Vp8Film.Publish(sink, (await Vp8Film.MakeAsync())[..1], []);
            }
            else
            {
                (await PublishedFilm.LargeAsync()).Publish(sink, count: 1);
            }

            recorder.Settle();
            recorder.Settle();
        }

        Assert.Equal("still" + media.Extension, Assert.Single(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken)).Name);
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {fixture.PathOf("still" + media.Extension)} -f null -"));
    }

    [Fact]
    public async Task What_a_living_process_writes_is_left_alone()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);

        Assert.Empty(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(RecordingOutcome.Complete, (await recording.FinishAsync()).Outcome);
    }

    [Fact]
    public async Task What_was_finished_only_lacks_its_name()
    {
        PublishedFilm film = await PublishedFilm.SmallAsync();
        await using RecordFixture fixture = new();
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        film.Publish(recording);
        await recording.FinishAsync();
        File.Move(fixture.PathOf("film.mp4"), fixture.PathOf(RecordName.UnfinishedPrefix + "film.mp4"));
        byte[] before = await File.ReadAllBytesAsync(fixture.PathOf(Assert.Single(fixture.Files)), TestContext.Current.CancellationToken);

        Assert.Equal("film.mp4", Assert.Single(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken)).Name);
        Assert.Equal(before, await File.ReadAllBytesAsync(fixture.PathOf("film.mp4"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_that_was_taken_meanwhile_gets_a_number_and_what_holds_nothing_is_deleted()
    {
        PublishedFilm film = await PublishedFilm.SmallAsync();
        await using RecordFixture fixture = new();
        Crash(fixture, "{streamName}", film);
        await File.WriteAllBytesAsync(fixture.PathOf("film.mp4"), [1], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(fixture.PathOf(RecordName.UnfinishedPrefix + "nothing.mp4"), [0, 0, 0], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(fixture.PathOf(RecordName.UnfinishedPrefix + "nothing.webm"), [0x1A], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(fixture.PathOf(RecordName.UnfinishedPrefix + "notes.txt"), [1], TestContext.Current.CancellationToken);
        await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([".recording.notes.txt", "film-1.mp4", "film.mp4"], fixture.Files);
    }

    [Fact]
    public async Task A_large_file_in_which_nothing_is_found_stays()
    {
        await using RecordFixture fixture = new();
        await File.WriteAllBytesAsync(fixture.PathOf(RecordName.UnfinishedPrefix + "a.mp4"), new byte[RecordRecovery.MaxNothing + 1], TestContext.Current.CancellationToken);

        Assert.Empty(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken));
        Assert.Single(fixture.Files);
        Assert.True(fixture.HasLogged(LogLevel.Warning, "nothing in it can be read"));

        // It says the same after every recording: only the next start, perhaps of another version, looks again.
        Assert.False(fixture.Context.TakeUnfinished());
    }

    [Fact]
    public async Task WebM_is_finished_too()
    {
        (byte[] Bytes, bool IsKey)[] frames = await Vp8Film.MakeAsync();
        await using RecordFixture fixture = new();
        RecordedMedia media = new(HasPicture: true, PublishedCodec.Vp8, HasSound: false);
        using (WebmRecorder recorder = new(fixture.Context.Folder.Create(RecordName.UnfinishedPrefix + "film.webm"), media))
        {
            Vp8Film.Publish(new RecorderSink(recorder), frames, []);
        }

        RecordingResult result = Assert.Single(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal("film.webm", result.Name);
        Assert.InRange(result.Duration.TotalSeconds, 2, 3);
        Assert.Contains("duration=2", MediaTool.Run("ffprobe", $"-show_entries format=duration -of default=nk=0:nw=1 {fixture.PathOf(result.Name)}"), StringComparison.Ordinal);
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {fixture.PathOf(result.Name)} -f null -"));
    }

    [Fact]
    public async Task A_file_that_brings_out_a_defect_stays_and_the_others_are_finished()
    {
        PublishedFilm film = await PublishedFilm.SmallAsync();
        LimitedFolder? folder = null;
        await using RecordFixture fixture = new(inner => folder = new LimitedFolder(inner));
        Crash(fixture, "{streamName}", film);
        folder!.Defective = RecordName.UnfinishedPrefix + "a.mp4";
        await File.WriteAllBytesAsync(fixture.PathOf(folder.Defective), [0], TestContext.Current.CancellationToken);

        Assert.Equal("film.mp4", Assert.Single(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken)).Name);
        Assert.Equal([folder.Defective, "film.mp4"], fixture.Files);
        Assert.True(fixture.HasLogged(LogLevel.Error, folder.Defective));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_script_is_run_for_what_a_crash_left_with_the_name_of_its_stream(bool isVp8)
    {
        string[] script = ["#!/bin/sh", "printf '%s %s' \"$1\" \"$2\" > \"$2.ran\""];
        using TemporaryFolder scripts = new();
        string hook = scripts.File("hook.sh", Encoding.UTF8.GetBytes(string.Join('\n', script)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await using RecordFixture fixture = new(configure: options => options.HookScript = hook);
        RecordedMedia media = RecordFixture.PictureOnly with { Codec = isVp8 ? PublishedCodec.Vp8 : PublishedCodec.H264 };
        IRecordFile file = fixture.Context.Folder.Create(RecordName.UnfinishedPrefix + "a" + media.Extension);
        using (IRecorder recorder = isVp8 ? new WebmRecorder(file, media, "live/é") : new Mp4Recorder(file, media, 128_000, DateTimeOffset.UnixEpoch, stream: "live/é"))
        {
            await PublishAsync(recorder, isVp8);
        }

        RecordingResult result = Assert.Single(await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken));

        string path = fixture.PathOf(result.Name);
        Assert.Equal($"live/é {path}", await File.ReadAllTextAsync(path + ".ran", TestContext.Current.CancellationToken));
        Assert.Equal("", MediaTool.Run("ffmpeg", $"-xerror -i {path} -f null -"));
    }

    [Fact]
    public async Task A_folder_in_which_nothing_can_be_made_is_said_at_the_start()
    {
        await using RecordFixture fixture = new(static _ => new LocalRecordFolder("/proc/self"));

        await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken);

        Assert.True(fixture.HasLogged(LogLevel.Error, "Recording:Directory"));
    }

    [Fact]
    public async Task Looking_whether_files_can_be_made_leaves_none()
    {
        await using RecordFixture fixture = new();

        await new RecordRecovery(fixture.Context).RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(fixture.Files);
        Assert.Empty(fixture.Log.Entries);
    }

    private static async Task PublishAsync(IRecorder recorder, bool isVp8)
    {
        if (isVp8)
        {
            Vp8Film.Publish(new RecorderSink(recorder), await Vp8Film.MakeAsync(), []);
        }
        else
        {
            (await PublishedFilm.SmallAsync()).Publish(new RecorderSink(recorder));
        }
    }

    // What the kernel has when a process is killed: all that was written, and nothing of what was not; no handle is open.
    private static void Crash(RecordFixture fixture, string template, PublishedFilm film)
    {
        string name = RecordName.Begin(template, new RecordingOrder("film", "id"), RecordFixture.PictureOnly, "login", DateTimeOffset.UnixEpoch);
        using Mp4Recorder recorder = new(fixture.Context.Folder.Create($"{RecordName.UnfinishedPrefix}{name}.mp4"), RecordFixture.PictureOnly, 128_000, DateTimeOffset.UnixEpoch);
        film.Publish(new RecorderSink(recorder));
    }
}
