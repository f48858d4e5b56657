using System.Net;
using System.Net.Sockets;
using Vod.Media.Engine;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Host.Tests.Engine;

/// <summary>Sessions whose storage is slow or broken in ways nobody foresaw, and engines that stop or cannot start: every session ends, once.</summary>
public sealed class BadStorageTests
{
    [Fact]
    public async Task A_session_closed_while_the_storage_is_silent_ends_at_once()
    {
        TaskCompletionSource silence = new();
        await using EngineFixture fixture = WithStorage(_ => silence.Task);
        SessionId session = fixture.Open("a.mp4");

        fixture.Engine.Close(session, SessionEndReason.ClosedByViewer);

        Assert.Equal(new SessionEnded(session, SessionEndReason.ClosedByViewer, ""), await fixture.NextAsync());
        Assert.Equal(0, fixture.Engine.Load.Sessions);
        Assert.Equal(0, fixture.Catalog.Count);
        silence.SetResult();
    }

    [Fact]
    public async Task A_storage_that_throws_something_unforeseen_does_not_leave_the_viewer_waiting()
    {
        await using EngineFixture fixture = WithStorage(static read => Task.FromException(new NotSupportedException($"read {read}")));

        Assert.Equal(SessionEndReason.InternalError, await fixture.RefusalOf("a.mp4"));
        Assert.Equal(0, fixture.Catalog.Count);
    }

    [Fact]
    public async Task A_read_that_throws_something_unforeseen_ends_the_session()
    {
        bool indexIsRead = false;
        await using EngineFixture fixture = WithStorage(_ => indexIsRead ? throw new NotSupportedException("no such read") : Task.CompletedTask);
        SessionId first = fixture.Open("a.mp4");
        Assert.IsType<SessionAnswered>(await fixture.NextAsync());
        fixture.Engine.Close(first, SessionEndReason.ClosedByViewer);
        Assert.Equal(first, Assert.IsType<SessionEnded>(await fixture.NextAsync()).Session);
        indexIsRead = true;

        SessionId second = fixture.Open("a.mp4");
        Assert.Equal(second, Assert.IsType<SessionAnswered>(await fixture.NextAsync()).Session);

        Assert.Equal(new SessionEnded(second, SessionEndReason.ReadFailed, "no such read"), await fixture.NextAsync());
    }

    [Fact]
    public async Task A_defect_in_loading_is_not_remembered()
    {
        await using EngineFixture fixture = WithStorage(static read => read == 0 ? Task.FromException(new NotSupportedException()) : Task.CompletedTask);
        Assert.Equal(SessionEndReason.InternalError, await fixture.RefusalOf("a.mp4"));

        fixture.Open("a.mp4");

        Assert.IsType<SessionAnswered>(await fixture.NextAsync());
    }

    [Fact]
    public async Task Stopping_ends_sessions_whose_files_are_still_being_opened()
    {
        TaskCompletionSource silence = new();
        EngineFixture fixture = WithStorage(_ => silence.Task);
        SessionId session = fixture.Open("a.mp4");

        await fixture.DisposeAsync();

        Assert.Equal(new SessionEnded(session, SessionEndReason.NodeStopping, ""), await fixture.NextAsync());
        silence.SetResult();
    }

    [Fact]
    public async Task Stopping_ends_every_session_wherever_it_is()
    {
        for (int round = 0; round < 20; round++)
        {
            EngineFixture fixture = WithStorage(static _ => Task.CompletedTask);
            List<SessionId> sessions = [.. Enumerable.Range(0, 20).Select(_ => fixture.Open("a.mp4"))];
            await fixture.DisposeAsync();

            HashSet<SessionId> ended = [];
            while (fixture.Engine.Events.TryRead(out EngineEvent? happened))
            {
                Assert.True(happened is not SessionEnded || ended.Add(happened.Session));
            }

            Assert.Equal(sessions.ToHashSet(), ended);
        }
    }

    [Fact]
    public void A_port_in_use_is_told_as_such_whichever_worker_wants_it()
    {
        using Socket first = Bind(0);
        int port = ((IPEndPoint)first.LocalEndPoint!).Port;
        using Socket second = Bind(port + 1);
        first.Dispose();

        Assert.Equal(
            SocketError.AddressAlreadyInUse,
            Assert.Throws<SocketException>(() => new EngineFixture(udpPort: port, workers: 2)).SocketErrorCode);
    }

    private static Socket Bind(int port)
    {
        Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true };
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        return socket;
    }

    private static EngineFixture WithStorage(Func<int, Task> read)
    {
        EngineFixture fixture = new(storage: inner => new ScriptedStorage(inner, read));
        File.WriteAllBytes(Path.Join(fixture.MediaFolder, "a.mp4"), new MovieSpec(TrackSpec.Video).Build());
        return fixture;
    }
}
