using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Vod.Api.Rest;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Rest;

/// <summary>Bodies nobody would send, made from a seed: each is answered, by a status the document lists, and none is a defect.</summary>
public sealed class BodyFuzzTests
{
    private const int BodiesPerPath = 60;

    private static readonly string[] Names =
    [
        "uri", "localStreamName", "localMediaSessionId", "loop", "status", "record", "mediaSessionId", "mediaSessionIds", "name", "published", "display", "sessionId",
        "streamName", "payload", "logLevel", "id", "hasAudio", "URI", "", "\\u0000", "__proto__",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1e999", "9223372036854775808", "\"\"", "\"test\"", "\"vod://sample.mp4\"", "\"vod-live://sample.mp4\"", "\"vod-live://\"", "\"://\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"\\u202e\"", "\"../../etc/passwd\"", "\"v1\"", "[]", "{}", "[\"v1\",\"v2\"]", "[null]", "[[[]]]", "{\"a\":{\"b\":[1]}}", "\"DEBUG\"", "tru", "01", "\"", "nul",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20_260)]
    [InlineData(77_777)]
    public async Task Every_body_has_an_answer(int seed)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        Random random = new(seed);
        Dictionary<HttpStatusCode, int> seen = [];
        foreach (string path in await RestPaths.PostAsync(server))
        {
            for (int i = 0; i < BodiesPerPath; i++)
            {
                byte[] body = Body(random);
                RestReply reply = await rest.PostBytesAsync(path, body);
                seen[reply.Status] = seen.GetValueOrDefault(reply.Status) + 1;
                bool isExpected = (int)reply.Status < 500 || (reply.Status == HttpStatusCode.InternalServerError && path.EndsWith("stream/find", StringComparison.Ordinal));
                Assert.True(isExpected, $"{path} {Encoding.UTF8.GetString(body)}: {reply.Text}");
            }
        }

        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Error);
        Assert.All([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound], status => Assert.True(seen.GetValueOrDefault(status) > 20, $"{status} is rare"));
    }

    private static byte[] Body(Random random)
    {
        string fields = string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => $"\"{Pick(random, Names)}\":{Pick(random, Values)}"));
        byte[] body = Encoding.UTF8.GetBytes($"{{{fields}}}");
        switch (random.Next(8))
        {
            case 0:
                body[random.Next(body.Length)] = (byte)random.Next(256);
                break;
            case 1:
                body = body[..random.Next(body.Length)];
                break;
            case 2:
                body = [.. body, .. Enumerable.Repeat(body[random.Next(body.Length)], random.Next(RestLimits.MaxBodyBytes))];
                break;
            case 3:
                random.NextBytes(body);
                break;
        }

        return body;
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
