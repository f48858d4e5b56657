using System.Globalization;
using System.Net;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Rest;

public sealed class StatPageTests
{
    // What the console of the WebSDK reads, by the group its parser makes of a heading.
    private static readonly Dictionary<string, string[]> ReadByTheConsole = new()
    {
        ["connection"] = ["connections", "connections_websocket"],
        ["stream"] =
        [
            "streams_webrtc_in", "streams_webrtc_out", "streams_rtmp_in", "streams_rtmp_out", "streams_rtsp_in", "streams_rtsp_out", "streams_rtmfp_in", "streams_rtmfp_out",
        ],
        ["core"] = ["core_threads"],
        ["system"] = ["system_memory_total", "system_memory_free", "system_java_cpu_usage"],
    };

    [Fact]
    public async Task The_text_has_what_the_console_reads()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        using WcsClient client = await server.EstablishAsync();
        RestReply reply = await rest.GetAsync("/?action=stat&preventCache=Wed%20Nov%2025");
        Assert.Equal((HttpStatusCode.OK, "text/plain; charset=UTF-8"), (reply.Status, reply.Headers["Content-Type"]));
        Dictionary<string, Dictionary<string, string>> groups = Parse(reply.Text);
        Assert.All(ReadByTheConsole, group => Assert.All(group.Value, name => Assert.True(double.Parse(groups[group.Key][name], CultureInfo.InvariantCulture) >= 0)));
        Assert.Equal("1", groups["connection"]["connections_websocket"]);
        Assert.Equal("4", groups["stream"]["streams_webrtc_out"]);
        Assert.Equal("test/2;vod-live://music.mp4/0", groups["stream"]["streams_viewers"]);
        Assert.Equal(["4", "2", "2", "4"], groups["vod"].Values);
        Assert.InRange(long.Parse(groups["system"]["system_memory_free"], CultureInfo.InvariantCulture), 1, long.Parse(groups["system"]["system_memory_total"], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_empty_server_has_statistics_too()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        Assert.Equal("0", Parse((await rest.GetAsync("/?action=stat")).Text)["stream"]["streams_webrtc_out"]);
    }

    [Theory]
    [InlineData("&format=json", "connections_stats streams_stats vod_stats core_stats system_stats transcoding_stats")]
    [InlineData("&format=JSON&groups=core_stats,%20VOD_stats,nonsense,", "vod_stats core_stats")]
    [InlineData("&format=json&groups=transcoding_stats", "transcoding_stats")]
    [InlineData("&format=json&groups=", "")]
    public async Task Json_has_the_groups_that_are_asked_for(string query, string groups)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        RestReply reply = await rest.GetAsync($"/?action=stat{query}");
        Assert.Equal("application/json; charset=UTF-8", reply.Headers["Content-Type"]);
        Assert.Equal(groups, string.Join(' ', reply.Json!.Value.EnumerateObject().Select(group => group.Name)));
    }

    [Fact]
    public async Task Text_has_the_groups_that_are_asked_for()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        Assert.Equal(["core"], Parse((await rest.GetAsync("/?action=stat&groups=core_stats")).Text).Keys);
        Assert.Equal("", (await rest.GetAsync("/?action=stat&groups=transcoding_stats")).Text);
    }

    // The monitoring of the console looks every source up and breaks where it finds nothing.
    [Fact]
    public async Task Every_source_is_among_the_transcoding_statistics()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Samples.Listing();
        (await rest.GetAsync("/?action=stat&format=json&groups=transcoding_stats")).Is("""
            {"transcoding_stats":{"transcoding_video_full_info":{"test":{"distributors":{}},"vod-live://music.mp4":{"distributors":{}},"vod://sample.mp4":{"distributors":{}}}}}
            """);
    }

    [Fact]
    public async Task When_the_cluster_does_not_answer_it_says_so()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Lists = _ => Task.FromException<StreamListing>(new TimeoutException());
        RestReply reply = await rest.GetAsync("/?action=stat");
        reply.IsFailure(HttpStatusCode.InternalServerError, "Internal error");
        Assert.Equal("*", reply.Headers["Access-Control-Allow-Origin"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?action=other")]
    [InlineData("/?Action=")]
    public async Task Without_the_action_it_is_the_start_page(string path)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        RestReply reply = await rest.GetAsync(path);
        Assert.Equal("text/html; charset=utf-8", reply.Headers["Content-Type"]);
        Assert.DoesNotContain("Access-Control-Allow-Origin", reply.Headers.Keys);
    }

    // As the JavaScript client does: a heading begins with a dash, everything else is split at the first equals sign and must follow a heading.
    private static Dictionary<string, Dictionary<string, string>> Parse(string text)
    {
        Dictionary<string, Dictionary<string, string>> groups = [];
        foreach (string line in text.Split('\n'))
        {
            if (line[0] == '-')
            {
                groups.Add(line.Trim('-').Split(' ')[0].ToLowerInvariant(), []);
            }
            else
            {
                string[] pair = line.Split('=');
                groups.Last().Value.Add(pair[0], pair[1]);
            }
        }

        return groups;
    }
}
