using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Vod.Media.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Host.Tests.Preparation;

namespace Vod.Media.Host.Tests.Records;

/// <summary>The program that is run when a recording is finished.</summary>
public sealed class RecordingHookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ListLogger<RecordingHook> _log = new();

    [Fact]
    public async Task It_gets_the_stream_and_the_path_as_they_are()
    {
        string script = Script("printf '%s|%s|%s' \"$#\" \"$1\" \"$2\" > " + Path.Join(_folder.Path, "out"));

        await new RecordingHook(new RecordingOptions { HookScript = script }, TimeProvider.System, _log).RunAsync("a b; $(rm x)", "/records/é.mp4");

        Assert.Equal("2|a b; $(rm x)|/records/é.mp4", await File.ReadAllTextAsync(Path.Join(_folder.Path, "out"), TestContext.Current.CancellationToken));
        Assert.Empty(_log.Entries);
    }

    [Theory]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("sleep 100 & wait", "longer than")]
    public async Task What_fails_or_takes_too_long_is_logged(string text, string says)
    {
        RecordingOptions options = new() { HookScript = Script(text), HookTimeout = TimeSpan.FromMilliseconds(text.StartsWith('e') ? 60_000 : 100) };

        await new RecordingHook(options, TimeProvider.System, _log).RunAsync("a", "b");

        (LogLevel level, string entry) = Assert.Single(_log.Entries);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains(says, entry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_is_logged()
    {
        await new RecordingHook(new RecordingOptions { HookScript = "/no/such/script" }, TimeProvider.System, _log).RunAsync("a", "b");

        Assert.Contains("/no/such/script", Assert.Single(_log.Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_recording_runs_it()
    {
        string output = Path.Join(_folder.Path, "out");
        await using RecordFixture fixture = new(configure: options => options.HookScript = Script($"printf '%s %s' \"$1\" \"$2\" > {output}"));
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        (await PublishedFilm.SmallAsync()).Publish(recording);
        await recording.FinishAsync();
        await fixture.Recordings.DisposeAsync();

        Assert.Equal($"film {fixture.PathOf("film.mp4")}", await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_recording_is_not_uploaded_before_it_has_run()
    {
        string pipe = Path.Join(_folder.Path, "pipe");
        using (Process make = Process.Start("mkfifo", pipe))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using RecordFixture fixture = new(configure: options => options.HookScript = Script($"read -r _ < {pipe}"));
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        (await PublishedFilm.SmallAsync()).Publish(recording);
        await recording.FinishAsync();

        // A pipe opens for writing when the script has it open: it runs, the file has its name, and nobody else may have it yet.
        await using (StreamWriter writer = new(pipe))
        {
            Assert.Equal(["film.mp4"], fixture.Files);
            Assert.Equal(0, fixture.Uploads.Count);
            await writer.WriteLineAsync();
        }

        await fixture.Recordings.DisposeAsync();
        Assert.Equal("film.mp4", await fixture.Uploads.TakeAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_end_waits_for_scripts_that_are_behind_no_longer_than_one_may_take()
    {
        FakeTimeProvider clock = new();
        await using RecordFixture fixture = new(
            configure: options => (options.HookScript, options.Rotation) = (Script("exec sleep 100"), new RecordingRotation(TimeSpan.FromSeconds(1), 0)), clock: clock);
        Recording recording = fixture.Start(RecordFixture.PictureOnly);
        (await PublishedFilm.LargeAsync()).Publish(recording);
        await recording.FinishAsync();

        Task disposal = fixture.Recordings.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        clock.Advance(fixture.Context.Options.HookTimeout + Recordings.ScriptGrace);
        await disposal;

        Assert.True(fixture.HasLogged(LogLevel.Warning, "it is behind"));
        Task idle = fixture.Recordings.WhenIdleAsync();
        while (!idle.IsCompleted)
        {
            clock.Advance(fixture.Context.Options.HookTimeout);
            await Task.Yield();
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Script(string text)
    {
        string path = _folder.File("hook.sh", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{text}\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        return path;
    }
}
