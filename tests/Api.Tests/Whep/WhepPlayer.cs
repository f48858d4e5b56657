using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Whep;

/// <summary>A player that speaks WHEP to the API, and the node that answers it.</summary>
internal sealed class WhepPlayer(ApiServer server) : IDisposable
{
    public const string Ufrag = "zjkk";
    public const string Password = "bP+XJMM09aR8AiX1jdukzR6Y";

    /// <summary>What the API looks at in an offer; the rest is for the node.</summary>
    public const string Offer =
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=ice-options:trickle\r\n"
        + $"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:{Ufrag}\r\na=ice-pwd:{Password}\r\na=recvonly\r\n"
        + $"m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=ice-ufrag:{Ufrag}\r\na=ice-pwd:{Password}\r\na=bundle-only\r\na=recvonly\r\n";

    public const string Answer =
        "v=0\r\no=- 3 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=ice-lite\r\n"
        + "m=audio 31001 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendonly\r\na=ice-ufrag:server01\r\na=ice-pwd:serverserverserverserver\r\n"
        + "a=candidate:1 1 udp 2130706431 192.0.2.1 31001 typ host\r\na=candidate:2 1 udp 2130706175 2001:db8::1 31001 typ host\r\na=end-of-candidates\r\n"
        + "m=video 31001 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=sendonly\r\na=ice-ufrag:server01\r\na=ice-pwd:serverserverserverserver\r\n";

    private static readonly StreamMedia File = new(true, true, 1280, 720, TimeSpan.FromSeconds(60));

    public HttpClient Http { get; } = server.CreateHttpClient();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Uri EndpointOf(string stream) => new($"/whep/{Uri.EscapeDataString(stream)}", UriKind.Relative);

    /// <summary>Sends an offer; the response comes when the node has answered.</summary>
    public Task<HttpResponseMessage> OfferAsync(string stream = "vod://a.mp4", string offer = Offer) =>
        Http.PostAsync(EndpointOf(stream), Body(offer, "application/sdp"), Token).WaitAsync(Patience.Limit, Token);

    /// <summary>Plays: the URL of the session, its entity tag, and the viewer as its node knows it.</summary>
    public async Task<(Uri Session, string EntityTag, SubscribeRequest Viewer)> PlayAsync(string stream = "vod://a.mp4", string offer = Offer)
    {
        Task<HttpResponseMessage> offered = OfferAsync(stream, offer);
        SubscribeRequest viewer = await server.Cluster.NextSubscribedAsync();
        await AnswerAsync(viewer);
        using HttpResponseMessage created = await offered;
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (created.Headers.Location!, created.Headers.ETag!.ToString(), viewer);
    }

    public static Task AnswerAsync(SubscribeRequest viewer) => viewer.Observer.OnViewerEvent(new ViewerAnswered(viewer.MediaSessionId, Answer, File));

    public static Task EndAsync(SubscribeRequest viewer, StreamEndReason reason) => viewer.Observer.OnViewerEvent(new ViewerEnded(viewer.MediaSessionId, reason, ""));

    public Task<HttpResponseMessage> PatchAsync(Uri session, string fragment, string? ifMatch, string type = "application/trickle-ice-sdpfrag") =>
        SendAsync(HttpMethod.Patch, session, Body(fragment, type), ifMatch);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri target, HttpContent? body = null, string? ifMatch = null)
    {
        using HttpRequestMessage request = new(method, target) { Content = body };
        if (ifMatch is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("If-Match", ifMatch));
        }

        return await Http.SendAsync(request, Token).WaitAsync(Patience.Limit, Token);
    }

    public async Task<HttpStatusCode> StatusOfAsync(Uri session)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, session);
        return response.StatusCode;
    }

    /// <summary>The response is a problem document of this status and reason, readable for pages of other origins.</summary>
    public static async Task ExpectProblemAsync(HttpResponseMessage response, int status, string reason)
    {
        string text = await response.Content.ReadAsStringAsync(Token);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        using JsonDocument problem = JsonDocument.Parse(text);
        Assert.Equal("about:blank", problem.RootElement.GetProperty("type").GetString());
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(reason, problem.RootElement.GetProperty("reason").GetString());
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
        Assert.EndsWith(".", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    /// <summary>Sends a request byte by byte as written; what comes back until the connection is closed or cut.</summary>
    public async Task<string> RawAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(server.HttpEndpoint, Token);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Token);
        StringBuilder response = new();
        byte[] buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Token).AsTask().WaitAsync(Patience.Limit, Token) is > 0 and int read)
            {
                response.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A server that does not read the rest of a request resets the connection.
        }

        return response.ToString();
    }

    public static StringContent Body(string text, string type)
    {
        StringContent body = new(text);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return body;
    }

    public void Dispose() => Http.Dispose();
}
