using System.Net;
using System.Text;
using Vod.Api.Tests.Support;
using Vod.Api.Whep;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Whep;

/// <summary>Methods, other origins, and players that mean no good.</summary>
public sealed class WhepHttpTests
{
    private static readonly Uri Endpoint = WhepPlayer.EndpointOf("vod://a.mp4");
    private static readonly Uri NoSession = new("/whep/vod%3A%2F%2Fa.mp4/0123", UriKind.Relative);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task There_is_nothing_to_get_and_that_is_no_error(string method)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync();
        foreach (Uri target in (Uri[])[Endpoint, session])
        {
            using HttpResponseMessage response = await player.SendAsync(new HttpMethod(method), target);
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        }

        using HttpResponseMessage over = await player.SendAsync(new HttpMethod(method), NoSession);
        Assert.Equal(HttpStatusCode.NotFound, over.StatusCode);
    }

    [Theory]
    [InlineData("PUT", false)]
    [InlineData("PATCH", false)]
    [InlineData("DELETE", false)]
    [InlineData("TRACE", false)]
    [InlineData("BREW", false)]
    [InlineData("PUT", true)]
    [InlineData("POST", true)]
    [InlineData("BREW", true)]
    public async Task A_method_that_is_not_there_is_405_with_those_that_are(string method, bool ofSession)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        using HttpResponseMessage refused = await player.SendAsync(new HttpMethod(method), ofSession ? NoSession : Endpoint);
        await WhepPlayer.ExpectProblemAsync(refused, 405, "MethodNotAllowed");
        Assert.Equal(
            ofSession ? ["PATCH", "DELETE", "GET", "HEAD", "OPTIONS"] : ["POST", "GET", "HEAD", "OPTIONS"],
            refused.Content.Headers.Allow);
    }

    [Fact]
    public async Task Options_says_what_a_page_of_another_origin_may_do()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        using HttpResponseMessage endpoint = await player.SendAsync(HttpMethod.Options, Endpoint);
        Assert.Equal(HttpStatusCode.OK, endpoint.StatusCode);
        Assert.Equal("application/sdp", Assert.Single(endpoint.Headers.GetValues("Accept-Post")));
        AssertPreflight(endpoint, "POST");

        using HttpResponseMessage session = await player.SendAsync(HttpMethod.Options, NoSession);
        Assert.Equal(HttpStatusCode.OK, session.StatusCode);
        Assert.Equal("application/trickle-ice-sdpfrag", Assert.Single(session.Headers.GetValues("Accept-Patch")));
        AssertPreflight(session, "PATCH", "DELETE");
    }

    [Fact]
    public async Task A_page_of_another_origin_may_read_what_it_needs()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Task<HttpResponseMessage> offered = player.OfferAsync();
        await WhepPlayer.AnswerAsync(await server.Cluster.NextSubscribedAsync());
        using HttpResponseMessage created = await offered;
        Assert.Equal("*", Assert.Single(created.Headers.GetValues("Access-Control-Allow-Origin")));
        string[] exposed = Assert.Single(created.Headers.GetValues("Access-Control-Expose-Headers")).Split(", ");
        Assert.Superset(new HashSet<string> { "Location", "Link", "ETag", "Retry-After" }, exposed.ToHashSet());
    }

    [Theory]
    [InlineData("/whep/vod%3A%2F%2Ffilms%2Fa.mp4", "vod://films/a.mp4")]
    [InlineData("/whep/vod%3A%2F%2F%252F.mp4", "vod://%2F.mp4")]
    [InlineData("/whep/vod%3a%2f%2f..%2f..%2fetc%2fpasswd", "vod://../../etc/passwd")]
    [InlineData("/whep/vod%3A%2F%2F%C3%A9.mp4?token=1", "vod://\u00E9.mp4")]
    [InlineData("http://localhost/whep/vod%3A%2F%2Fa.mp4", "vod://a.mp4")]
    public async Task The_name_reaches_the_stream_decoded_once(string target, string name)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Task<string> response = player.RawAsync(Post(target, "v=0\r\n"));
        SubscribeRequest viewer = await server.Cluster.NextSubscribedAsync();
        Assert.Equal(name, viewer.Uri);
        await WhepPlayer.AnswerAsync(viewer);
        Assert.StartsWith("HTTP/1.1 201 Created", await response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/whep/vod://a.mp4")]
    [InlineData("/whep/%FF")]
    [InlineData("/whep/%zz")]
    [InlineData("/whep/%C0%AF")]
    [InlineData("/whep/a/b/c")]
    [InlineData("/whep/a/../b")]
    [InlineData("/whep/%00")]
    [InlineData("/%77hep/a")]
    public async Task A_target_that_cannot_be_read_is_400(string target)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Assert.StartsWith("HTTP/1.1 400 ", await player.RawAsync(Post(target, "v=0\r\n")), StringComparison.Ordinal);
        Assert.Empty(server.Cluster.Keys);
    }

    [Fact]
    public async Task A_name_longer_than_any_is_refused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        using HttpResponseMessage refused = await player.OfferAsync($"vod://{new string('a', StreamUri.MaxLength)}");
        await WhepPlayer.ExpectProblemAsync(refused, 400, "BadUri");
        Assert.StartsWith("HTTP/1.1 414 ", await player.RawAsync(Post($"/whep/{new string('a', 10_000)}", "")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_the_greatest_length_is_read_and_one_byte_more_is_413()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string entityTag, _) = await player.PlayAsync(offer: WhepPlayer.Offer.PadRight(WhepLimits.MaxOfferBytes, '\n'));

        using HttpResponseMessage offer = await player.OfferAsync(offer: new string('a', WhepLimits.MaxOfferBytes + 1));
        await WhepPlayer.ExpectProblemAsync(offer, 413, "TooLarge");
        string fragment = "a=end-of-candidates\r\n";
        using HttpResponseMessage taken = await player.PatchAsync(session, fragment.PadRight(WhepLimits.MaxFragmentBytes, '\n'), entityTag);
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        using HttpResponseMessage refused = await player.PatchAsync(session, fragment.PadRight(WhepLimits.MaxFragmentBytes + 1, '\n'), entityTag);
        await WhepPlayer.ExpectProblemAsync(refused, 413, "TooLarge");
    }

    [Fact]
    public async Task A_body_without_a_length_is_not_read_for_ever()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        StringBuilder request = new("POST /whep/vod%3A%2F%2Fa.mp4 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sdp\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        for (int sent = 0; sent <= WhepLimits.MaxOfferBytes; sent += 1024)
        {
            request.Append("400\r\n").Append('a', 1024).Append("\r\n");
        }

        // No last chunk: the answer comes although the body goes on.
        Assert.StartsWith("HTTP/1.1 413 ", await player.RawAsync(request.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /whep/a HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sdp\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nxyz\r\n", "400")]
    [InlineData("POST /whep/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "415")]
    [InlineData("POST /whep/a HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sdp, text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "415")]
    [InlineData("POST /whep/a HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sdp\r\nContent-Length: 1\r\nConnection: close\r\n\r\n\u00FF", "422")]
    public async Task Malformed_requests_have_their_status(string request, string status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        Assert.StartsWith($"HTTP/1.1 {status} ", await player.RawAsync(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fragment_that_is_not_utf8_is_422()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, string entityTag, _) = await player.PlayAsync();
        using ByteArrayContent body = new([.. "a=end-of-candidates\r\na=x:"u8, 0xC3, 0x28]);
        body.Headers.ContentType = new("application/trickle-ice-sdpfrag");
        using HttpResponseMessage refused = await player.SendAsync(HttpMethod.Patch, session, body, entityTag);
        await WhepPlayer.ExpectProblemAsync(refused, 422, "BadFragment");
    }

    [Fact]
    public async Task Ids_of_sessions_cannot_be_guessed_from_one_another()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        HashSet<string> halves = [];
        for (int i = 0; i < 20; i++)
        {
            (Uri session, _, _) = await player.PlayAsync();
            string id = session.OriginalString.Split('/')[^1];
            Assert.True(halves.Add(id[..16]) && halves.Add(id[16..]));
        }
    }

    [Fact]
    public async Task The_log_has_neither_offers_nor_urls_of_sessions_nor_traces()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync();
        (await player.SendAsync(HttpMethod.Delete, session)).Dispose();
        string id = session.OriginalString.Split('/')[^1];
        Assert.Contains(server.Log.Entries, entry => entry.Category.Contains("Whep", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Entries, entry =>
            entry.Message.Contains(WhepPlayer.Password, StringComparison.Ordinal)
            || (entry.Category.StartsWith("Vod.", StringComparison.Ordinal) && entry.Message.Contains(id, StringComparison.Ordinal)));
    }

    private static void AssertPreflight(HttpResponseMessage response, params string[] methods)
    {
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        string[] allowed = Assert.Single(response.Headers.GetValues("Access-Control-Allow-Methods")).Split(", ");
        Assert.Superset(methods.ToHashSet(), allowed.ToHashSet());
        string[] headers = Assert.Single(response.Headers.GetValues("Access-Control-Allow-Headers")).Split(", ");
        Assert.Equal(["Authorization", "Content-Type", "If-Match"], headers);
    }

    private static string Post(string target, string body) =>
        $"POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sdp\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
}
