using Vod.Media.Engine;
using Vod.Media.Host.Pushing;
using Vod.Media.Host.Tests.Engine;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Host.Tests.Pushing;

/// <summary>The session of a film that is sent on, where no ffmpeg starts.</summary>
public sealed class FilmPushTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>, IAsyncDisposable
{
    private readonly EngineFixture _fixture = new();

    [Fact]
    public async Task It_tells_what_the_film_consists_of_and_gives_all_back_at_its_end()
    {
        await File.WriteAllBytesAsync(Path.Join(_fixture.MediaFolder, "a.mp4"), new MovieSpec(TrackSpec.Video).Build(), TestContext.Current.CancellationToken);

        SessionId session = Push("a.mp4");

        SessionAnswered answered = Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        Assert.Equal((session, "", true), (answered.Session, answered.Answer, answered.File.HasVideo));
        Assert.Equal(1, _fixture.Timelines.Count);
        _fixture.Engine.Close(session, SessionEndReason.Terminated);
        Assert.Equal(SessionEndReason.Terminated, Assert.IsType<SessionEnded>(await _fixture.NextAsync()).Reason);
        Assert.Equal(0, _fixture.Engine.Load.Sessions);
        Assert.Equal(0, _fixture.Timelines.Count);
    }

    [Fact]
    public async Task A_film_that_is_not_there_ends_it()
    {
        Push("missing.mp4");
        Assert.Equal(SessionEndReason.FileNotFound, Assert.IsType<SessionEnded>(await _fixture.NextAsync()).Reason);
    }

    [Fact]
    public void Only_h264_goes_without_being_encoded()
    {
        Assert.Null(FilmPushSource.ObstacleOf(MovieFile.Read(files.Get("b-frames-flat.mp4"), out _).FirstVideo));
        Assert.Null(FilmPushSource.ObstacleOf(null));
        Assert.NotNull(FilmPushSource.ObstacleOf(MovieFile.Read(files.Get("hevc.mp4"), out _).FirstVideo));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    private SessionId Push(string path)
    {
        SessionId session = new(Guid.NewGuid());
        SharedTimeline timeline = new("s", DateTimeOffset.UtcNow, Loop: true);
        Assert.Equal(OpenOutcome.Accepted, _fixture.Engine.Push(new OpenPush(session, path, timeline, "rtmp://127.0.0.1/live/a")));
        return session;
    }
}
