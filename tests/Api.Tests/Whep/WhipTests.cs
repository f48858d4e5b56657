using System.Net;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Whep;

/// <summary>What is different when the client of HTTP sends media (RFC 9725); the rest is shared with WHEP and tested there.</summary>
public sealed class WhipTests
{
    private static readonly StreamMedia Camera = new(true, true, 640, 480, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_offer_publishes_a_stream_until_its_session_is_deleted()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer client = new(server);
        Task<HttpResponseMessage> offered = PostAsync(client, "cam 1");
        (string name, PublishRequest publisher) = await server.Cluster.NextPublishedAsync();
        await publisher.Observer.OnViewerEvent(new ViewerAnswered(publisher.MediaSessionId, WhepPlayer.Answer, Camera));

        using HttpResponseMessage created = await offered;

        Assert.Equal(("cam 1", WhepPlayer.Offer, false), (name, publisher.Offer, publisher.IsRecorded));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("application/sdp", created.Content.Headers.ContentType?.ToString());
        Assert.Equal(WhepPlayer.Answer, await created.Content.ReadAsStringAsync(Token));
        Assert.Matches("^/whip/cam%201/[0-9a-f]{32}$", created.Headers.Location!.OriginalString);
        Assert.NotNull(created.Headers.ETag);
        Assert.Equal("*", Assert.Single(created.Headers.GetValues("Access-Control-Allow-Origin")));

        using HttpResponseMessage deleted = await client.SendAsync(HttpMethod.Delete, created.Headers.Location);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal((publisher.MediaSessionId, StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
        Assert.Equal(HttpStatusCode.NotFound, await client.StatusOfAsync(created.Headers.Location));
    }

    [Fact]
    public async Task Candidates_and_restarts_of_ice_are_taken()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer client = new(server);
        (Uri session, string entityTag, _) = await PublishAsync(server, client);

        using HttpResponseMessage trickled = await client.PatchAsync(session, FragmentOf(WhepPlayer.Ufrag, WhepPlayer.Password), entityTag);
        using HttpResponseMessage restarted = await client.PatchAsync(session, FragmentOf("new1", "newPasswordOfTwentyTwo1"), "*");

        Assert.Equal(HttpStatusCode.NoContent, trickled.StatusCode);
        Assert.Equal(HttpStatusCode.OK, restarted.StatusCode);
        Assert.NotEqual(entityTag, restarted.Headers.ETag!.ToString());
        Assert.Contains("newUfrag", await restarted.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PublishOutcome.NameTaken, 409, "NameTaken")]
    [InlineData(PublishOutcome.BadName, 400, "BadUri")]
    [InlineData(PublishOutcome.NoCapacity, 503, "NoCapacity")]
    [InlineData(PublishOutcome.DuplicatePublisher, 500, "DuplicatePublisher")]
    public async Task A_refused_publication(PublishOutcome outcome, int status, string reason)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Publication = _ => Task.FromResult(outcome);
        using WhepPlayer client = new(server);

        using HttpResponseMessage refused = await PostAsync(client, "cam");

        await WhepPlayer.ExpectProblemAsync(refused, status, reason);
        Assert.True(server.Cluster.NobodyElseLeft);
    }

    [Theory]
    [InlineData("vod://a.mp4")]
    [InlineData("vod-live://a.mp4")]
    [InlineData("rtsp://a")]
    public async Task The_uri_of_a_file_is_not_published(string name)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer client = new(server);

        using HttpResponseMessage refused = await PostAsync(client, name);

        await WhepPlayer.ExpectProblemAsync(refused, 400, "BadUri");
    }

    [Fact]
    public async Task A_publisher_without_a_common_codec_hears_what_is_taken()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer client = new(server);
        Task<HttpResponseMessage> offered = PostAsync(client, "cam");
        PublishRequest publisher = (await server.Cluster.NextPublishedAsync()).Request;
        await publisher.Observer.OnViewerEvent(new ViewerEnded(publisher.MediaSessionId, StreamEndReason.NoCommonCodec, ""));

        using HttpResponseMessage refused = await offered;

        await WhepPlayer.ExpectProblemAsync(refused, 406, "NoCommonCodec");
        Assert.Contains("VP8", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_of_a_publisher_is_none_of_a_player()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer client = new(server);
        (Uri session, _, _) = await PublishAsync(server, client);
        Uri asPlayer = new(session.OriginalString.Replace("/whip/", "/whep/", StringComparison.Ordinal), UriKind.Relative);

        Assert.Equal(HttpStatusCode.NotFound, await client.StatusOfAsync(asPlayer));
        Assert.Equal(HttpStatusCode.NoContent, await client.StatusOfAsync(session));
    }

    [Fact]
    public async Task A_publisher_whose_media_stay_away_has_no_session_any_more()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer client = new(server);
        (Uri session, _, PublishRequest publisher) = await PublishAsync(server, client);

        await publisher.Observer.OnViewerEvent(new ViewerEnded(publisher.MediaSessionId, StreamEndReason.RtpActivityLost, ""));

        Assert.Equal(HttpStatusCode.NotFound, await client.StatusOfAsync(session));
    }

    [Fact]
    public async Task Pages_of_other_origins_may_ask_what_they_may_do()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer client = new(server);

        using HttpResponseMessage options = await client.SendAsync(HttpMethod.Options, EndpointOf("cam"));

        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        Assert.Equal("application/sdp", Assert.Single(options.Headers.GetValues("Accept-Post")));
        Assert.Contains("POST", Assert.Single(options.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
    }

    private static async Task<(Uri Session, string EntityTag, PublishRequest Publisher)> PublishAsync(ApiServer server, WhepPlayer client)
    {
        Task<HttpResponseMessage> offered = PostAsync(client, "cam");
        PublishRequest publisher = (await server.Cluster.NextPublishedAsync()).Request;
        await publisher.Observer.OnViewerEvent(new ViewerAnswered(publisher.MediaSessionId, WhepPlayer.Answer, Camera));
        using HttpResponseMessage created = await offered;
        return (created.Headers.Location!, created.Headers.ETag!.ToString(), publisher);
    }

    private static Task<HttpResponseMessage> PostAsync(WhepPlayer client, string stream) =>
        client.SendAsync(HttpMethod.Post, EndpointOf(stream), WhepPlayer.Body(WhepPlayer.Offer, "application/sdp"));

    private static string FragmentOf(string ufrag, string password) =>
        $"a=ice-ufrag:{ufrag}\r\na=ice-pwd:{password}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n";

    private static Uri EndpointOf(string stream) => new($"/whip/{Uri.EscapeDataString(stream)}", UriKind.Relative);
}
