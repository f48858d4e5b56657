using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Vod.Api.Rest;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Rest;

public sealed class BadRequestTests
{
    public static TheoryData<string> Malformed => new(
        "{", "}", "[]", "null", "5", "\"text\"", "{\"uri\"}", "{\"uri\":}", "{'uri':1}", "{} {}", "{}x", "{\"a\":1,}", "// comment\n{}", "\ufeff{}", "   ",
        "{\"a\":" + new string('[', RestLimits.MaxBodyDepth + 1) + new string(']', RestLimits.MaxBodyDepth + 1) + "}",
        new string('[', 30_000));

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_JSON_object_is_400_for_every_method(string body)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        foreach (string path in await RestPaths.PostAsync(server))
        {
            (await rest.PostAsync(path, body)).IsFailure(HttpStatusCode.BadRequest, "The body is not a JSON object");
        }
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC0, 0x80)]
    [InlineData(0xED, 0xA0, 0x80)]
    public async Task What_is_no_UTF8_is_400(params int[] bytes)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        byte[] body = [.. "{\"localStreamName\":\""u8, .. bytes.Select(b => (byte)b), .. "\"}"u8];
        (await rest.PostBytesAsync("/rest-api/vod/find", body)).IsFailure(HttpStatusCode.BadRequest, "The body is not a JSON object");
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_no_text()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        foreach (string body in new[] { """{"localStreamName":"\ud800"}""", """{"\udc00":1,"localStreamName":"\udc00\ud800"}""" })
        {
            (await rest.PostAsync("/rest-api/vod/find", body)).IsFailure(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task A_body_that_is_not_called_JSON_is_not_read(string? type)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        foreach (string path in new[] { "/rest-api/vod/terminate", "/rest-api/vod/find_all" })
        {
            using ByteArrayContent content = new("""{"localStreamName":"test"}"""u8.ToArray());
            content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
            (await rest.SendAsync(HttpMethod.Post, path, content)).IsFailure(HttpStatusCode.UnsupportedMediaType, "The content type of the body must be application/json");
        }

        Assert.Empty(server.Cluster.Done);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_413_with_or_without_its_length(bool isChunked)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(RestLimits.MaxBodyBytes)).Status);
        (await SendAsync(RestLimits.MaxBodyBytes + 1)).IsFailure(HttpStatusCode.RequestEntityTooLarge);

        async Task<RestReply> SendAsync(int bytes)
        {
            byte[] body = Encoding.ASCII.GetBytes("{}".PadRight(bytes));
            using HttpContent content = isChunked ? new StreamContent(new ChunkedStream(body)) : new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return await rest.SendAsync(HttpMethod.Post, "/rest-api/vod/find", content);
        }
    }

    [Fact]
    public async Task A_body_that_is_cut_off_is_no_defect()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        using (TcpClient client = new())
        {
            await client.ConnectAsync(server.HttpEndpoint, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("POST /rest-api/vod/find HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await server.StopAsync();
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task What_fails_inside_is_500_without_a_word_of_it_and_is_in_the_log()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Lists = _ => throw new InvalidOperationException("Secret of the server");
        foreach (string path in new[] { "/rest-api/vod/find_all", "/rest-api/stream/find_all", "/rest-api/v3/stream/find_all" })
        {
            RestReply reply = await rest.GetAsync(path);
            reply.IsFailure(HttpStatusCode.InternalServerError, "Internal error");
            Assert.DoesNotContain("Secret", reply.Text, StringComparison.Ordinal);
        }

        Assert.Equal(3, server.Log.Entries.Count(entry => entry.Level == LogLevel.Error && entry.Category.StartsWith("Vod.Api.Rest", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_error_object_has_all_its_fields()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        RestReply reply = await rest.PostAsync("/rest-api/vod/find", "{}");
        Assert.Equal("application/json; charset=UTF-8", reply.Headers["Content-Type"]);
        Assert.Equal(
            """
            {"exception":"NotFoundException","reason":"NotFoundException, Not Found, VOD stream not found","path":"/rest-api/vod/find","error":"Not Found","message":"VOD stream not found","timestamp":946684800000,"status":404}
            """,
            reply.Text);
    }

    [Fact]
    public async Task A_list_beyond_the_limit_says_how_much_it_lacks()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = new([.. Enumerable.Range(0, RestLimits.MaxItems + 2).Select(i => Samples.Shared($"{i}", "vod-live://a.mp4"))], []);
        RestReply reply = await rest.GetAsync("/rest-api/vod/find_all");
        Assert.Equal((RestLimits.MaxItems, "2"), (reply.Json!.Value.GetArrayLength(), reply.Headers[RestLimits.LeftOffHeader]));
        Assert.DoesNotContain(RestLimits.LeftOffHeader, (await rest.PostAsync("/rest-api/vod/find", """{"localStreamName":"1"}""")).Headers.Keys);
    }

    // A stream of no known length, which is sent in chunks.
    private sealed class ChunkedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
