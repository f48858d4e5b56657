using System.Net;
using System.Net.Sockets;
using Vod.Media.Engine;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Host.Tests.Engine;

public sealed class MediaEngineTests : IAsyncDisposable
{
    private readonly EngineFixture _fixture = new(maxSessions: 3);

    [Theory]
    [InlineData("missing.mp4", SessionEndReason.FileNotFound)]
    [InlineData("folder", SessionEndReason.FileNotFound)]
    [InlineData("../a.mp4", SessionEndReason.BadUri)]
    [InlineData("/etc/passwd", SessionEndReason.BadUri)]
    [InlineData("a\0.mp4", SessionEndReason.BadUri)]
    [InlineData("link.mp4", SessionEndReason.AccessDenied)]
    [InlineData("empty.mp4", SessionEndReason.WrongFormat)]
    [InlineData("text.mp4", SessionEndReason.WrongFormat)]
    [InlineData("cut.mp4", SessionEndReason.WrongFormat)]
    [InlineData("noise.mp4", SessionEndReason.WrongFormat)]
    public async Task A_file_that_cannot_be_played_ends_the_session_with_its_reason(string path, SessionEndReason reason)
    {
        Directory.CreateDirectory(Path.Join(_fixture.MediaFolder, "folder"));
        byte[] movie = new MovieSpec(TrackSpec.Video).Build();
        byte[] noise = new byte[5000];
        new Random(1).NextBytes(noise);
        Write("empty.mp4");
        Write("text.mp4", "Dear diary, this is not a film."u8.ToArray());
        Write("cut.mp4", movie[..200]);
        Write("noise.mp4", noise);
        File.CreateSymbolicLink(Path.Join(_fixture.MediaFolder, "link.mp4"), "/etc/hostname");

        Assert.Equal(reason, await _fixture.RefusalOf(path));
        Assert.Equal(0, _fixture.Engine.Load.Sessions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"type\":\"offer\"}")]
    public async Task What_is_no_offer_is_refused(string offer) =>
        Assert.Equal(SessionEndReason.BadOffer, await _fixture.RefusalOf(PlayableFile(), offer));

    [Fact]
    public async Task An_offer_without_a_fingerprint_is_refused() =>
        Assert.Equal(SessionEndReason.BadOffer, await _fixture.RefusalOf(PlayableFile(), Without("a=fingerprint")));

    [Fact]
    public async Task An_offer_without_h264_is_refused_for_a_file_with_a_picture() =>
        Assert.Equal(SessionEndReason.NoCommonCodec, await _fixture.RefusalOf(PlayableFile(), EngineFixture.ChromiumOffer.Replace("H264", "H999", StringComparison.Ordinal)));

    [Fact]
    public async Task A_playable_file_is_answered_and_closing_ends_it()
    {
        SessionId session = _fixture.Open(PlayableFile());
        SessionAnswered answered = Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        Assert.Contains("a=ice-lite", answered.Answer, StringComparison.Ordinal);
        Assert.Contains(" 127.0.0.1 ", answered.Answer, StringComparison.Ordinal);

        _fixture.Engine.Close(session, SessionEndReason.ClosedByViewer);

        Assert.Equal(new SessionEnded(session, SessionEndReason.ClosedByViewer, ""), await _fixture.NextAsync());
        Assert.Equal(0, _fixture.Engine.Load.Sessions);
    }

    [Fact]
    public async Task A_session_closed_while_it_is_opened_ends_once()
    {
        for (int i = 0; i < 200; i++)
        {
            SessionId session = _fixture.Open(PlayableFile());
            _fixture.Engine.Close(session, SessionEndReason.Terminated);
            EngineEvent last = await _fixture.NextAsync();
            last = last is SessionAnswered ? await _fixture.NextAsync() : last;
            Assert.Equal(SessionEndReason.Terminated, Assert.IsType<SessionEnded>(last).Reason);
        }

        Assert.False(_fixture.Engine.Events.TryRead(out _));
        Assert.Equal(0, _fixture.Engine.Load.Sessions);

        // Whether a closed session left the file open depends on how far it got; one that was opened leaves it open for the next, and only once.
        SessionId played = _fixture.Open(PlayableFile());
        Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        _fixture.Engine.Close(played, SessionEndReason.ClosedByViewer);
        Assert.IsType<SessionEnded>(await _fixture.NextAsync());
        Assert.Equal(1, _fixture.Catalog.Count);
    }

    [Fact]
    public async Task Looking_at_a_file_opens_no_session_and_keeps_its_index_for_the_viewer_who_follows()
    {
        AssetInspection inspection = await _fixture.Engine.InspectAsync(PlayableFile(), CancellationToken.None);

        Assert.Equal(new PlayedMedia(true, false, 160, 120, inspection.File!.Duration) { Picture = PictureTreatment.PassedThrough }, inspection.File);
        Assert.Equal(0, _fixture.Engine.Load.Sessions);
        Assert.Equal(1, _fixture.Catalog.Count);
        _fixture.Open(PlayableFile());
        Assert.Equal(inspection.File, Assert.IsType<SessionAnswered>(await _fixture.NextAsync()).File);
        Assert.Equal(1, _fixture.Catalog.Count);
    }

    [Theory]
    [InlineData("missing.mp4", SessionEndReason.FileNotFound)]
    [InlineData("../a.mp4", SessionEndReason.BadUri)]
    [InlineData("text.mp4", SessionEndReason.WrongFormat)]
    public async Task Looking_at_a_file_that_cannot_be_played_says_why(string path, SessionEndReason reason)
    {
        Write("text.mp4", "Dear diary, this is not a film."u8.ToArray());

        AssetInspection inspection = await _fixture.Engine.InspectAsync(path, CancellationToken.None);

        Assert.Null(inspection.File);
        Assert.Equal(reason, inspection.Failure);
    }

    [Fact]
    public async Task A_session_that_is_not_there_or_does_not_play_yet_has_no_picture()
    {
        SessionId waiting = _fixture.Open(PlayableFile());
        Assert.IsType<SessionAnswered>(await _fixture.NextAsync());

        Assert.Equal(CaptureOutcome.NotPlaying, (await _fixture.Engine.CaptureAsync(waiting, CancellationToken.None)).Outcome);
        Assert.Equal(CaptureOutcome.NotPlaying, (await _fixture.Engine.CaptureAsync(new SessionId(Guid.NewGuid()), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_shared_timeline_is_kept_in_its_place_as_long_as_anybody_is_on_it()
    {
        SharedTimeline timeline = new("test", DateTimeOffset.UtcNow, Loop: true);
        SessionId[] sessions = [_fixture.Open(PlayableFile(), timeline: timeline), _fixture.Open(PlayableFile(), timeline: timeline)];
        Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        Assert.Equal(1, _fixture.Timelines.Count);

        foreach (SessionId session in sessions)
        {
            _fixture.Engine.Close(session, SessionEndReason.ClosedByViewer);
            Assert.IsType<SessionEnded>(await _fixture.NextAsync());
        }

        Assert.Equal(0, _fixture.Timelines.Count);
    }

    [Fact]
    public async Task A_full_engine_admits_nobody_and_a_draining_one_neither()
    {
        SessionId[] sessions = [.. Enumerable.Range(0, 3).Select(_ => _fixture.Open(PlayableFile()))];
        Assert.Equal(OpenOutcome.NoCapacity, _fixture.Engine.Open(new OpenPlayback(new SessionId(Guid.NewGuid()), "a.mp4", "")));

        _fixture.Engine.Close(sessions[0], SessionEndReason.ClosedByViewer);
        while (await _fixture.NextAsync() is not SessionEnded)
        {
        }

        Assert.Equal(OpenOutcome.DuplicateSession, _fixture.Engine.Open(new OpenPlayback(sessions[1], "a.mp4", "")));
        _fixture.Engine.Drain();
        Assert.Equal(OpenOutcome.Draining, _fixture.Engine.Open(new OpenPlayback(sessions[0], "a.mp4", "")));
    }

    [Fact]
    public async Task Stopping_ends_every_session()
    {
        SessionId session = _fixture.Open(PlayableFile());
        Assert.IsType<SessionAnswered>(await _fixture.NextAsync());

        await _fixture.DisposeAsync();

        Assert.Equal(SessionEndReason.NodeStopping, Assert.IsType<SessionEnded>(await _fixture.NextAsync()).Reason);
    }

    [Fact]
    public async Task Garbage_on_the_media_port_disturbs_nobody()
    {
        _fixture.Open(PlayableFile());
        SessionAnswered answered = Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        int port = int.Parse(answered.Answer.Split("m=audio ")[^1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        using Socket stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Connect(new IPEndPoint(IPAddress.Loopback, port));
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] datagram = new byte[random.Next(0, 1400)];
            random.NextBytes(datagram);
            stranger.Send(datagram);
        }

        SessionId other = _fixture.Open(PlayableFile());
        Assert.Equal(other, Assert.IsType<SessionAnswered>(await _fixture.NextAsync()).Session);
        Assert.Equal(2, _fixture.Engine.Load.Sessions);
        Assert.Equal(0, stranger.Available);
    }

    public async ValueTask DisposeAsync() => await _fixture.DisposeAsync();

    private string PlayableFile()
    {
        Write("a.mp4", new MovieSpec(TrackSpec.Video).Build());
        return "a.mp4";
    }

    private void Write(string name, params byte[] content)
    {
        string path = Path.Join(_fixture.MediaFolder, name);
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path, content);
        }
    }

    private static string Without(string attribute) =>
        string.Join("\r\n", EngineFixture.ChromiumOffer.Split("\r\n").Where(line => !line.StartsWith(attribute, StringComparison.Ordinal)));
}
