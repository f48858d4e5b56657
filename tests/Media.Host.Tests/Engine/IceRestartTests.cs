using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Vod.Media.Engine;
using Vod.Media.Host.Tests.Workers;
using Vod.Media.Ice;
using Vod.Media.Tests.Mp4;

namespace Vod.Media.Host.Tests.Engine;

/// <summary>New ICE credentials for a session on its worker, with checks over a real socket.</summary>
public sealed class IceRestartTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly EngineFixture _fixture = new();
    private readonly Socket _browser = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public IceRestartTests() => File.WriteAllBytes(Path.Join(_fixture.MediaFolder, "a.mp4"), new MovieSpec(TrackSpec.Video).Build());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checks_are_answered_under_both_credentials_until_the_new_ones_are_nominated()
    {
        (SessionId session, string ufrag, string password) = await OpenAsync();

        IceRestart? restart = await _fixture.Engine.RestartIceAsync(session, Token);

        Assert.NotNull(restart);
        Assert.Equal((UfragKey.Length, IceCredentials.PasswordLength), (restart.Ufrag.Length, restart.Password.Length));
        Assert.NotEqual(ufrag, restart.Ufrag);
        Assert.NotEqual(password, restart.Password);
        await AnswerAsync(restart.Ufrag, restart.Password, nominates: false);
        await AnswerAsync(ufrag, password, nominates: true);
        await AnswerAsync(restart.Ufrag, restart.Password, nominates: false);
        await AnswerAsync(ufrag, password, nominates: false);
        await AnswerAsync(restart.Ufrag, restart.Password, nominates: true);

        // The old ones are forgotten: of these two checks only the second is answered.
        Send(ufrag, password, nominates: false);
        await AnswerAsync(restart.Ufrag, restart.Password, nominates: false);
        Assert.Equal(0, _browser.Available);
    }

    [Fact]
    public async Task A_restart_right_after_another_is_refused()
    {
        (SessionId session, _, _) = await OpenAsync();
        Task<IceRestart?>[] restarts = [.. Enumerable.Range(0, 20).Select(_ => _fixture.Engine.RestartIceAsync(session, Token))];
        Assert.Single(await Task.WhenAll(restarts), static restart => restart is not null);
    }

    [Fact]
    public async Task What_is_not_there_is_not_restarted()
    {
        Assert.Null(await _fixture.Engine.RestartIceAsync(new SessionId(Guid.NewGuid()), Token));

        (SessionId session, _, _) = await OpenAsync();
        _fixture.Engine.Close(session, SessionEndReason.ClosedByViewer);
        Assert.IsType<SessionEnded>(await _fixture.NextAsync());
        Assert.Null(await _fixture.Engine.RestartIceAsync(session, Token));
    }

    [Fact]
    public async Task A_session_whose_file_is_still_being_opened_is_not_restarted()
    {
        TaskCompletionSource silence = new();
        await using EngineFixture slow = new(storage: local => new ScriptedStorage(local, _ => silence.Task));
        File.WriteAllBytes(Path.Join(slow.MediaFolder, "a.mp4"), new MovieSpec(TrackSpec.Video).Build());
        SessionId session = slow.Open("a.mp4");

        Assert.Null(await slow.Engine.RestartIceAsync(session, Token));
        silence.SetResult();
    }

    [Fact]
    public async Task Every_restart_is_answered_however_the_session_and_the_node_end()
    {
        for (int i = 0; i < 50; i++)
        {
            (SessionId session, _, _) = await OpenAsync();
            Task<IceRestart?> before = _fixture.Engine.RestartIceAsync(session, Token);
            _fixture.Engine.Close(session, SessionEndReason.ClosedByViewer);
            Task<IceRestart?> after = _fixture.Engine.RestartIceAsync(session, Token);
            await Task.WhenAll(before, after).WaitAsync(Patience, Token);
            Assert.IsType<SessionEnded>(await _fixture.NextAsync());
        }

        (SessionId last, _, _) = await OpenAsync();
        Task stopping = _fixture.DisposeAsync().AsTask();
        while (!stopping.IsCompleted)
        {
            await _fixture.Engine.RestartIceAsync(last, Token).WaitAsync(Patience, Token);
        }

        await stopping;
        Assert.Null(await _fixture.Engine.RestartIceAsync(last, Token));
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    private async Task<(SessionId Session, string Ufrag, string Password)> OpenAsync()
    {
        SessionId session = _fixture.Open("a.mp4");
        SessionAnswered answered = Assert.IsType<SessionAnswered>(await _fixture.NextAsync());
        int port = int.Parse(answered.Answer.Split("m=audio ")[^1].Split(' ')[0], CultureInfo.InvariantCulture);
        await _browser.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Token);
        return (session, Attribute(answered.Answer, "ice-ufrag"), Attribute(answered.Answer, "ice-pwd"));
    }

    private void Send(string ufrag, string password, bool nominates) => _browser.Send(Check.To(ufrag, password, nominates));

    // Sends a check and takes the success response to it, which is made with the same password.
    private async Task AnswerAsync(string ufrag, string password, bool nominates)
    {
        Send(ufrag, password, nominates);
        byte[] buffer = new byte[2048];
        int length = await _browser.ReceiveAsync(buffer, Token).AsTask().WaitAsync(Patience, Token);
        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, length), out StunMessage response));
        Assert.Equal(StunClass.SuccessResponse, response.Class);
        Assert.True(response.VerifyIntegrity(System.Text.Encoding.ASCII.GetBytes(password)));
    }

    private static string Attribute(string sdp, string name) => sdp.Split($"a={name}:")[1].Split('\r')[0];
}
