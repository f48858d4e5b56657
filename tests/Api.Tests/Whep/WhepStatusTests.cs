using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Tests.Support;
using Vod.Api.Whep;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Whep;

/// <summary>The table of statuses in docs/protocol/whep.md, row by row.</summary>
public sealed class WhepStatusTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SubscribeOutcome.BadUri, 400, "BadUri", false)]
    [InlineData(SubscribeOutcome.NoSuchStream, 404, "NoSuchStream", false)]
    [InlineData(SubscribeOutcome.NotReady, 409, "NotReady", true)]
    [InlineData(SubscribeOutcome.NoCapacity, 503, "NoCapacity", true)]
    [InlineData(SubscribeOutcome.DuplicateViewer, 500, "DuplicateViewer", false)]
    [InlineData(SubscribeOutcome.PersonalStreamTaken, 500, "PersonalStreamTaken", false)]
    public async Task A_refused_subscription(SubscribeOutcome outcome, int status, string reason, bool again)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Admission = _ => Task.FromResult(outcome);
        using WhepPlayer player = new(server);

        using HttpResponseMessage refused = await player.OfferAsync();

        await WhepPlayer.ExpectProblemAsync(refused, status, reason);
        AssertRetry(refused, again);
        Assert.True(server.Cluster.NobodyElseLeft);
    }

    [Theory]
    [InlineData(StreamEndReason.FileNotFound, 404, false)]
    [InlineData(StreamEndReason.WrongFormat, 404, false)]
    [InlineData(StreamEndReason.TranscodingDisabled, 404, false)]
    [InlineData(StreamEndReason.AccessDenied, 403, false)]
    [InlineData(StreamEndReason.BadUri, 400, false)]
    [InlineData(StreamEndReason.BadOffer, 422, false)]
    [InlineData(StreamEndReason.NoCommonCodec, 406, false)]
    [InlineData(StreamEndReason.ReadFailed, 500, false)]
    [InlineData(StreamEndReason.NoCapacity, 503, true)]
    [InlineData(StreamEndReason.NodeStopping, 503, true)]
    [InlineData(StreamEndReason.NodeLost, 503, true)]
    [InlineData(StreamEndReason.Orphaned, 503, true)]
    [InlineData(StreamEndReason.Terminated, 404, false)]
    [InlineData(StreamEndReason.Unwatched, 404, false)]
    [InlineData(StreamEndReason.EndOfFile, 404, false)]
    [InlineData(StreamEndReason.ClosedByViewer, 404, false)]
    [InlineData(StreamEndReason.ClosedByPeer, 404, false)]
    [InlineData(StreamEndReason.ReadFailedWhilePlaying, 500, false)]
    [InlineData(StreamEndReason.IceTimeout, 500, false)]
    [InlineData(StreamEndReason.ConsentExpired, 500, false)]
    [InlineData(StreamEndReason.DtlsFailed, 500, false)]
    [InlineData(StreamEndReason.FingerprintMismatch, 500, false)]
    [InlineData(StreamEndReason.StoppedByPublisher, 404, false)]
    [InlineData(StreamEndReason.RtpActivityLost, 500, false)]
    [InlineData(StreamEndReason.InternalError, 500, false)]
    public async Task An_end_before_the_answer(StreamEndReason ended, int status, bool again)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Task<HttpResponseMessage> offered = player.OfferAsync();
        await WhepPlayer.EndAsync(await server.Cluster.NextSubscribedAsync(), ended);

        using HttpResponseMessage refused = await offered;

        await WhepPlayer.ExpectProblemAsync(refused, status, ended.ToString());
        AssertRetry(refused, again);
    }

    [Fact]
    public void Every_outcome_has_a_status()
    {
        Assert.All(Enum.GetValues<StreamEndReason>(), reason => Assert.InRange(WhepStatusMap.For(reason).Status, 400, 599));
        Assert.All(Enum.GetValues<SubscribeOutcome>().Except([SubscribeOutcome.Accepted]), refusal => Assert.InRange(WhepStatusMap.For(refusal).Status, 400, 599));
        Assert.All(Enum.GetValues<PublishOutcome>().Except([PublishOutcome.Accepted]), refusal => Assert.InRange(WhepStatusMap.For(refusal).Status, 400, 599));
    }

    [Theory]
    [InlineData("vod://")]
    [InlineData("http://example.org/a.mp4")]
    [InlineData("a\u0001b")]
    public async Task A_name_that_is_none_is_400(string stream)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        using HttpResponseMessage refused = await player.OfferAsync(stream);
        await WhepPlayer.ExpectProblemAsync(refused, 400, "BadUri");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/sdp-other")]
    [InlineData("text/plain; x=\"application/sdp\"")]
    [InlineData("application/trickle-ice-sdpfrag")]
    public async Task An_offer_of_another_type_is_415(string type)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        using HttpResponseMessage refused = await player.SendAsync(
            HttpMethod.Post, WhepPlayer.EndpointOf("vod://a.mp4"), WhepPlayer.Body(WhepPlayer.Offer, type));
        await WhepPlayer.ExpectProblemAsync(refused, 415, "WrongContentType");
        Assert.Equal("application/sdp", Assert.Single(refused.Headers.GetValues("Accept-Post")));
    }

    [Theory]
    [InlineData("application/sdp")]
    [InlineData("Application/SDP; charset=utf-8")]
    public async Task The_type_of_an_offer_is_read_as_http_says(string type)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Task<HttpResponseMessage> offered = player.SendAsync(HttpMethod.Post, WhepPlayer.EndpointOf("vod://a.mp4"), WhepPlayer.Body(WhepPlayer.Offer, type));
        await WhepPlayer.AnswerAsync(await server.Cluster.NextSubscribedAsync());
        using HttpResponseMessage created = await offered;
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_full_is_503_until_a_session_is_free()
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<WhepOptions>(options => options.MaxSessions = 1));
        TaskCompletionSource freed = new();
        server.Cluster.Release = () => freed.Task;
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync();
        await ExpectFullAsync(player);

        // Deleted, but not yet confirmed: it still counts.
        Task<HttpResponseMessage> deleting = player.SendAsync(HttpMethod.Delete, session);
        await server.Cluster.NextUnsubscribedAsync();
        await ExpectFullAsync(player);
        freed.SetResult();
        (await deleting).Dispose();

        (_, _, SubscribeRequest viewer) = await player.PlayAsync();
        await ExpectFullAsync(player);
        await WhepPlayer.EndAsync(viewer, StreamEndReason.EndOfFile);
        await player.PlayAsync();
    }

    [Fact]
    public async Task Refused_players_take_no_place()
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<WhepOptions>(options => options.MaxSessions = 1));
        using WhepPlayer player = new(server);
        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage refused = await player.OfferAsync("nobody knows this");
            await WhepPlayer.ExpectProblemAsync(refused, 404, "NoSuchStream");
            await server.Cluster.NextSubscribedAsync();
        }

        await player.PlayAsync();
    }

    [Fact]
    public async Task A_stream_that_does_not_answer_in_time_is_503()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Task<HttpResponseMessage> offered = player.OfferAsync();
        SubscribeRequest viewer = await server.Cluster.NextSubscribedAsync();
        for (TimeSpan passed = TimeSpan.Zero; passed < WhepTimes.Answer; passed += WhepTimes.Tick)
        {
            await viewer.Observer.OnAlive([viewer.MediaSessionId]);
            server.Time.Advance(WhepTimes.Tick);
        }

        using HttpResponseMessage refused = await offered;

        await WhepPlayer.ExpectProblemAsync(refused, 503, "NotAnswered");
        AssertRetry(refused, again: true);
        Assert.Equal((viewer.MediaSessionId, StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
    }

    [Fact]
    public async Task A_node_that_is_lost_before_the_answer_is_503()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Task<HttpResponseMessage> offered = player.OfferAsync();
        SubscribeRequest viewer = await server.Cluster.NextSubscribedAsync();
        server.Time.Advance(WhepTimes.Lease);

        using HttpResponseMessage refused = await offered;

        await WhepPlayer.ExpectProblemAsync(refused, 503, "NodeLost");
        Assert.Equal((viewer.MediaSessionId, StreamEndReason.NodeLost), await server.Cluster.NextUnsubscribedAsync());
    }

    [Fact]
    public async Task A_cluster_that_fails_is_500_and_is_told_that_the_viewer_is_gone()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Admission = _ => Task.FromException<SubscribeOutcome>(new TimeoutException("no silo"));
        using WhepPlayer player = new(server);

        using HttpResponseMessage refused = await player.OfferAsync();

        await WhepPlayer.ExpectProblemAsync(refused, 500, "InternalError");
        Assert.DoesNotContain("silo", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(StreamEndReason.InternalError, (await server.Cluster.NextUnsubscribedAsync()).Reason);
    }

    private static async Task ExpectFullAsync(WhepPlayer player)
    {
        using HttpResponseMessage refused = await player.OfferAsync();
        await WhepPlayer.ExpectProblemAsync(refused, 503, "TooManySessions");
        AssertRetry(refused, again: true);
    }

    private static void AssertRetry(HttpResponseMessage refused, bool again) =>
        Assert.Equal(again ? WhepTimes.RetryAfter : null, refused.Headers.RetryAfter?.Delta);
}
