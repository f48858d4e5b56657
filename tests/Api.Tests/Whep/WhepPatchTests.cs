using System.Net;
using Vod.Api.Tests.Support;
using Vod.Api.Whep;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Whep;

/// <summary>Trickled candidates and ICE restarts (RFC 9725 section 4.3).</summary>
public sealed class WhepPatchTests
{
    private const string NewPassword = "vw5LmwG4y/e6dPP/zAP9Gp5k";
    private const string Candidates = "a=candidate:1 1 udp 2122260223 192.0.2.9 61764 typ host\r\na=end-of-candidates\r\n";

    private static readonly string Trickle = Fragment(WhepPlayer.Ufrag, WhepPlayer.Password);
    private static readonly string Restart = Fragment("ysXw", NewPassword);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Candidates_are_taken_without_a_word(bool withCredentials)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string entityTag, _) = await player.PlayAsync();

        using HttpResponseMessage response = await player.PatchAsync(session, withCredentials ? Trickle : Candidates, entityTag);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Null(response.Headers.ETag);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData(null, 428, "NoEntityTag")]
    [InlineData("\"other\"", 412, "OtherEntityTag")]
    [InlineData("W/\"1\"", 412, "OtherEntityTag")]
    [InlineData("1", 412, "OtherEntityTag")]
    [InlineData("", 412, "OtherEntityTag")]
    [InlineData("\"2\", \"3\"", 412, "OtherEntityTag")]
    public async Task A_patch_needs_the_entity_tag_of_the_ice_session(string? ifMatch, int status, string reason)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string entityTag, _) = await player.PlayAsync();
        Assert.Equal("\"1\"", entityTag);
        foreach (string fragment in (string[])[Trickle, Restart])
        {
            using HttpResponseMessage refused = await player.PatchAsync(session, fragment, ifMatch);
            await WhepPlayer.ExpectProblemAsync(refused, status, reason);
        }

        Assert.Equal(HttpStatusCode.NoContent, await player.StatusOfAsync(session));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"*\"")]
    [InlineData("\"1\"")]
    [InlineData("\"other\", \"1\"")]
    public async Task A_restart_is_answered_with_a_new_ice_session(string ifMatch)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string before, SubscribeRequest viewer) = await player.PlayAsync();
        string? restarted = null;
        server.Cluster.IceRestart = id =>
        {
            restarted = id;
            return Task.FromResult<ViewerIceRestart?>(new("server02", "newnewnewnewnewnewnewnew"));
        };

        using HttpResponseMessage response = await player.PatchAsync(session, Restart, ifMatch);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(viewer.MediaSessionId, restarted);
        Assert.Equal("application/trickle-ice-sdpfrag", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual(before, response.Headers.ETag!.ToString());
        Assert.False(response.Headers.ETag.IsWeak);
        Assert.Equal(
            "a=group:BUNDLE 0 1\r\na=ice-lite\r\nm=audio 31001 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:server02\r\na=ice-pwd:newnewnewnewnewnewnewnew\r\n"
            + "a=candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host\r\na=candidate:2 1 udp 2130706175 2001:db8::1 31001 typ host\r\na=end-of-candidates\r\n",
            await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task After_a_restart_only_the_new_entity_tag_and_credentials_are_the_session()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string before, _) = await player.PlayAsync();
        using HttpResponseMessage restarted = await player.PatchAsync(session, Restart, "*");
        string after = restarted.Headers.ETag!.ToString();

        using HttpResponseMessage late = await player.PatchAsync(session, Trickle, before);
        await WhepPlayer.ExpectProblemAsync(late, 412, "OtherEntityTag");
        using HttpResponseMessage trickled = await player.PatchAsync(session, Restart, after);
        Assert.Equal(HttpStatusCode.NoContent, trickled.StatusCode);
    }

    [Fact]
    public async Task Restarts_have_to_keep_their_distance()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync();
        (await player.PatchAsync(session, Restart, "*")).Dispose();

        server.Time.Advance(WhepTimes.RestartInterval - TimeSpan.FromTicks(1));
        using HttpResponseMessage soon = await player.PatchAsync(session, Fragment("third", NewPassword + "3"), "*");
        await WhepPlayer.ExpectProblemAsync(soon, 429, "TooManyRestarts");
        Assert.Equal(WhepTimes.RestartInterval, soon.Headers.RetryAfter?.Delta);

        server.Time.Advance(TimeSpan.FromTicks(1));
        using HttpResponseMessage later = await player.PatchAsync(session, Fragment("third", NewPassword + "3"), "*");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task A_restart_while_another_is_under_way_is_refused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync();
        TaskCompletionSource asked = new();
        TaskCompletionSource<ViewerIceRestart?> made = new();
        server.Cluster.IceRestart = _ =>
        {
            asked.SetResult();
            return made.Task;
        };

        Task<HttpResponseMessage> first = player.PatchAsync(session, Restart, "*");
        await asked.Task.WaitAsync(Patience.Limit, Token);
        using HttpResponseMessage second = await player.PatchAsync(session, Fragment("third", NewPassword + "3"), "*");
        await WhepPlayer.ExpectProblemAsync(second, 429, "TooManyRestarts");
        made.SetResult(new ViewerIceRestart("server02", "newnewnewnewnewnewnewnew"));
        using HttpResponseMessage restarted = await first;
        Assert.Equal(HttpStatusCode.OK, restarted.StatusCode);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("failure")]
    [InlineData("silence")]
    public async Task A_node_that_does_not_restart_leaves_the_session_as_it_is(string what)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string entityTag, SubscribeRequest viewer) = await player.PlayAsync();
        TaskCompletionSource asked = new();
        server.Cluster.IceRestart = _ =>
        {
            asked.SetResult();
            return what switch
            {
                "none" => Task.FromResult<ViewerIceRestart?>(null),
                "failure" => Task.FromException<ViewerIceRestart?>(new TimeoutException()),
                _ => new TaskCompletionSource<ViewerIceRestart?>().Task,
            };
        };

        Task<HttpResponseMessage> restarting = player.PatchAsync(session, Restart, "*");
        await asked.Task.WaitAsync(Patience.Limit, Token);
        while (what == "silence" && !restarting.IsCompleted)
        {
            // The time-out begins a moment after the node was asked.
            server.Time.Advance(WhepTimes.Restart);
            await viewer.Observer.OnAlive([viewer.MediaSessionId]);
            await Task.Yield();
        }

        using HttpResponseMessage refused = await restarting;
        await WhepPlayer.ExpectProblemAsync(refused, 503, "NotRestarted");
        Assert.NotNull(refused.Headers.RetryAfter);
        using HttpResponseMessage trickled = await player.PatchAsync(session, Trickle, entityTag);
        Assert.Equal(HttpStatusCode.NoContent, trickled.StatusCode);
    }

    [Fact]
    public async Task A_session_that_ends_while_it_is_restarted_is_404()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, SubscribeRequest viewer) = await player.PlayAsync();
        server.Cluster.IceRestart = async _ =>
        {
            await WhepPlayer.EndAsync(viewer, StreamEndReason.EndOfFile);
            return null;
        };

        using HttpResponseMessage refused = await player.PatchAsync(session, Restart, "*");
        await WhepPlayer.ExpectProblemAsync(refused, 404, "NoSuchSession");
    }

    [Theory]
    [InlineData("ysXw", WhepPlayer.Password)]
    [InlineData(WhepPlayer.Ufrag, NewPassword)]
    public async Task A_restart_changes_both_credentials(string ufrag, string password)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync();
        using HttpResponseMessage refused = await player.PatchAsync(session, Fragment(ufrag, password), "*");
        await WhepPlayer.ExpectProblemAsync(refused, 422, "BadFragment");
    }

    [Fact]
    public async Task The_credentials_of_any_section_of_the_offer_are_its_session()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        string offer = WhepPlayer.Offer.Replace("a=mid:1\r\na=ice-ufrag:zjkk", "a=mid:1\r\na=ice-ufrag:second", StringComparison.Ordinal);
        (Uri session, string entityTag, _) = await player.PlayAsync(offer: offer);
        foreach (string ufrag in (string[])[WhepPlayer.Ufrag, "second"])
        {
            using HttpResponseMessage trickled = await player.PatchAsync(session, Fragment(ufrag, WhepPlayer.Password), entityTag);
            Assert.Equal(HttpStatusCode.NoContent, trickled.StatusCode);
        }
    }

    [Theory]
    [InlineData("application/sdp")]
    [InlineData("application/json")]
    public async Task A_fragment_of_another_type_is_415(string type)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string entityTag, _) = await player.PlayAsync();
        using HttpResponseMessage refused = await player.PatchAsync(session, Trickle, entityTag, type);
        await WhepPlayer.ExpectProblemAsync(refused, 415, "WrongContentType");
        Assert.Equal("application/trickle-ice-sdpfrag", Assert.Single(refused.Headers.GetValues("Accept-Patch")));
    }

    [Fact]
    public async Task A_fragment_that_is_none_is_422_and_a_session_that_is_none_is_404()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string entityTag, _) = await player.PlayAsync();
        using HttpResponseMessage malformed = await player.PatchAsync(session, "hello", entityTag);
        await WhepPlayer.ExpectProblemAsync(malformed, 422, "BadFragment");
        using HttpResponseMessage unknown = await player.PatchAsync(new Uri(session.OriginalString + "0", UriKind.Relative), Trickle, entityTag);
        await WhepPlayer.ExpectProblemAsync(unknown, 404, "NoSuchSession");
    }

    private static string Fragment(string ufrag, string password) =>
        $"a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:{ufrag}\r\na=ice-pwd:{password}\r\n{Candidates}";
}
