using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Tests.Support;
using Vod.Api.Whep;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Whep;

/// <summary>The life of a session: how it begins, what it is to the cluster, and each way it ends.</summary>
public sealed class WhepSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_offer_is_answered_with_the_answer_and_the_url_of_the_session()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Task<HttpResponseMessage> offered = player.OfferAsync("vod://films/a.mp4");
        SubscribeRequest viewer = await server.Cluster.NextSubscribedAsync();
        Assert.Equal(("vod://films/a.mp4", WhepPlayer.Offer), (viewer.Uri, viewer.Offer));

        await WhepPlayer.AnswerAsync(viewer);
        using HttpResponseMessage created = await offered;

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("application/sdp", created.Content.Headers.ContentType?.MediaType);
        Assert.Equal(WhepPlayer.Answer, await created.Content.ReadAsStringAsync(Token));
        Assert.Matches("^/whep/vod%3A%2F%2Ffilms%2Fa.mp4/[0-9a-f]{32}$", created.Headers.Location!.OriginalString);
        Assert.False(created.Headers.ETag!.IsWeak);
        Assert.False(created.Headers.Contains("Link"));
        Assert.DoesNotContain(viewer.MediaSessionId, created.Headers.Location.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_players_are_viewers_of_one_connection_with_ids_of_their_own()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri firstSession, _, SubscribeRequest first) = await player.PlayAsync();
        (Uri secondSession, _, SubscribeRequest second) = await player.PlayAsync();

        Assert.Equal(first.ConnectionId, second.ConnectionId);
        Assert.Same(first.Observer, second.Observer);
        Assert.NotEqual(first.MediaSessionId, second.MediaSessionId);
        Assert.NotEqual(firstSession, secondSession);
    }

    [Theory]
    [InlineData("vod-live://films/a.mp4", "vod-live://films/a.mp4")]
    [InlineData("VOD-LIVE://films/a.mp4", "vod-live://films/a.mp4")]
    [InlineData("talk", "talk")]
    public async Task A_shared_stream_is_asked_by_its_key(string stream, string key)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Admission = _ => Task.FromResult(SubscribeOutcome.Accepted);
        using WhepPlayer player = new(server);
        await player.PlayAsync(stream);
        await player.PlayAsync(stream);
        Assert.Equal([key, key], server.Cluster.Keys);
    }

    [Fact]
    public async Task A_personal_stream_is_a_new_one_for_each_player()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        await player.PlayAsync();
        await player.PlayAsync();
        Assert.All(server.Cluster.Keys, key => Assert.True(Guid.TryParse(key, out _)));
        Assert.Equal(2, server.Cluster.Keys.Distinct().Count());
    }

    [Fact]
    public async Task Delete_ends_the_session_whatever_entity_tag_it_names()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, SubscribeRequest viewer) = await player.PlayAsync();

        using HttpResponseMessage deleted = await player.SendAsync(HttpMethod.Delete, session, ifMatch: "\"some other\"");

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal((viewer.MediaSessionId, StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
        using HttpResponseMessage again = await player.SendAsync(HttpMethod.Delete, session);
        await WhepPlayer.ExpectProblemAsync(again, 404, "NoSuchSession");
        Assert.True(server.Cluster.NobodyElseLeft);
    }

    [Fact]
    public async Task Delete_does_not_wait_longer_than_a_farewell_for_the_cluster()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Release = () => Task.Delay(Timeout.InfiniteTimeSpan, Token);
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync();

        Task<HttpResponseMessage> deleting = player.SendAsync(HttpMethod.Delete, session);
        await server.Cluster.NextUnsubscribedAsync();
        Assert.Equal(HttpStatusCode.NotFound, await player.StatusOfAsync(session));
        server.Time.Advance(WhepTimes.Farewell);

        using HttpResponseMessage deleted = await deleting;
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }

    [Fact]
    public async Task The_end_of_the_viewer_is_the_end_of_the_session()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, SubscribeRequest viewer) = await player.PlayAsync();
        Assert.Equal(HttpStatusCode.NoContent, await player.StatusOfAsync(session));

        await WhepPlayer.EndAsync(viewer, StreamEndReason.ConsentExpired);
        await WhepPlayer.EndAsync(viewer, StreamEndReason.ConsentExpired);
        await WhepPlayer.AnswerAsync(viewer);

        Assert.Equal(HttpStatusCode.NotFound, await player.StatusOfAsync(session));
        Assert.True(server.Cluster.NobodyElseLeft);
    }

    [Fact]
    public async Task A_session_is_found_under_the_name_of_its_stream_only()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync();
        string id = session.OriginalString.Split('/')[^1];
        Assert.Equal(HttpStatusCode.NotFound, await player.StatusOfAsync(new Uri($"/whep/vod%3A%2F%2Fb.mp4/{id}", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.NotFound, await player.StatusOfAsync(new Uri($"/whep/vod%3A%2F%2Fa.mp4/{id.ToUpperInvariant()}x", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.NoContent, await player.StatusOfAsync(new Uri($"/whep/vod:%2f%2fa.mp4/{id}", UriKind.Relative)));
    }

    [Fact]
    public async Task A_session_whose_node_is_silent_is_lost_and_one_that_is_reported_is_not()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri reported, _, SubscribeRequest alive) = await player.PlayAsync();
        (Uri silent, _, SubscribeRequest lost) = await player.PlayAsync();

        for (TimeSpan passed = TimeSpan.Zero; passed < WhepTimes.Lease; passed += WhepTimes.Tick)
        {
            server.Time.Advance(WhepTimes.Tick);
            await alive.Observer.OnAlive([alive.MediaSessionId, "of somebody else"]);
        }

        Assert.Equal((lost.MediaSessionId, StreamEndReason.NodeLost), await server.Cluster.NextUnsubscribedAsync());
        Assert.Equal(HttpStatusCode.NotFound, await player.StatusOfAsync(silent));
        Assert.Equal(HttpStatusCode.NoContent, await player.StatusOfAsync(reported));
        Assert.True(server.Cluster.NobodyElseLeft);
    }

    [Fact]
    public async Task An_event_of_the_viewer_is_a_sign_of_life_too()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, SubscribeRequest viewer) = await player.PlayAsync();
        server.Time.Advance(WhepTimes.Lease - WhepTimes.Tick);
        await viewer.Observer.OnViewerEvent(new ViewerStreamEvent(viewer.MediaSessionId, new(StreamEventKind.Data, "{}"), default));
        server.Time.Advance(WhepTimes.Lease - WhepTimes.Tick);
        Assert.Equal(HttpStatusCode.NoContent, await player.StatusOfAsync(session));
    }

    [Fact]
    public async Task Stopping_the_server_ends_all_sessions_and_the_observer()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (_, _, SubscribeRequest first) = await player.PlayAsync();
        (_, _, SubscribeRequest second) = await player.PlayAsync();

        await server.StopAsync();

        string[] ended = [(await server.Cluster.NextUnsubscribedAsync()).Id, (await server.Cluster.NextUnsubscribedAsync()).Id];
        Assert.Equal([.. new[] { first.MediaSessionId, second.MediaSessionId }.Order()], ended.Order());
        Assert.Same(first.Observer, await server.Cluster.NextWithdrawnAsync());
    }

    [Fact]
    public async Task A_player_that_waits_for_its_answer_does_not_keep_the_server_from_stopping()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Task<HttpResponseMessage> offered = player.OfferAsync();
        SubscribeRequest viewer = await server.Cluster.NextSubscribedAsync();

        await server.StopAsync();

        using HttpResponseMessage refused = await offered;
        await WhepPlayer.ExpectProblemAsync(refused, 503, "Stopping");
        Assert.Equal((viewer.MediaSessionId, StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
    }

    [Fact]
    public async Task A_player_that_leaves_before_its_answer_leaves_nothing_behind()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        TaskCompletionSource<SubscribeOutcome> admission = new();
        server.Cluster.Admission = _ => admission.Task;
        using WhepPlayer player = new(server);
        using CancellationTokenSource gone = new();
        Task offering = player.Http.PostAsync(WhepPlayer.EndpointOf("vod://a.mp4"), WhepPlayer.Body(WhepPlayer.Offer, "application/sdp"), gone.Token);
        SubscribeRequest viewer = await server.Cluster.NextSubscribedAsync();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => offering);
        admission.SetResult(SubscribeOutcome.Accepted);

        Assert.Equal((viewer.MediaSessionId, StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
    }

    [Fact]
    public async Task A_player_that_leaves_while_it_is_told_its_answer_leaves_nothing_behind()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using CancellationTokenSource gone = new();
        DefaultHttpContext context = new() { RequestAborted = gone.Token };
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/whep/vod%3A%2F%2Fa.mp4";
        context.Request.Method = "POST";
        context.Request.ContentType = "application/sdp";
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new CutStream(gone)));
        Task handling = server.Services.GetRequiredService<WhepEndpoint>().HandleAsync(context);
        SubscribeRequest viewer = await server.Cluster.NextSubscribedAsync();

        await WhepPlayer.AnswerAsync(viewer);
        await handling.WaitAsync(Patience.Limit, Token);

        Assert.Equal((viewer.MediaSessionId, StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
    }

    [Fact]
    public async Task The_ice_servers_of_the_settings_are_named()
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<WhepOptions>(options =>
        {
            options.IceServers.Add("stun:stun.example.org");
            options.IceServers.Add("turn:turn.example.org?transport=udp us\"er pass\\word");
        }));
        using WhepPlayer player = new(server);
        Task<HttpResponseMessage> offered = player.OfferAsync();
        await WhepPlayer.AnswerAsync(await server.Cluster.NextSubscribedAsync());
        string[] expected =
        [
            "<stun:stun.example.org>; rel=\"ice-server\"",
            "<turn:turn.example.org?transport=udp>; rel=\"ice-server\"; username=\"us\\\"er\"; credential=\"pass\\\\word\"; credential-type=\"password\"",
        ];

        using HttpResponseMessage created = await offered;
        Assert.Equal(expected, created.Headers.GetValues("Link"));
        using HttpResponseMessage options = await player.SendAsync(HttpMethod.Options, WhepPlayer.EndpointOf("vod://a.mp4"));
        Assert.Equal(expected, options.Headers.GetValues("Link"));
    }
}
