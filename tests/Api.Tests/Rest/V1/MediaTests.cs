using System.Net;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Library;

namespace Vod.Api.Tests.Rest.V1;

public sealed class MediaTests
{
    private const string Media = "/api/v1/media";
    private const string Prepare = "/api/v1/media/prepare";

    private static readonly MediaFile Half = new(
        "films/a b.mp4", 1234, Samples.Created, MediaFileState.Partly, Samples.Film, new MediaChunks(3, 30), new MediaChunks(6, 6), "no room");

    private static readonly MediaFile Song = new("song.m4a", 99, Samples.Created, MediaFileState.Ready, Samples.Music, default, new MediaChunks(9, 9), "");

    private static readonly MediaFile Text = new("text.mp4", 7, Samples.Created, MediaFileState.Failed, null, default, default, "not an MP4 file");

    [Fact]
    public async Task Files_are_listed_with_what_they_need_and_how_far_they_are()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Files.Files.AddRange([Half, Song, Text]);

        RestReply reply = await rest.GetAsync(Media);

        reply.Is("""
            [{"path":"films/a b.mp4","uri":"vod://films/a b.mp4","size":1234,"modifyDate":1760000000000,"state":"partly","problem":"no room","durationMs":60000,"width":1280,
              "height":720,"picture":"encoded","pictureReason":"B-frames","pictureChunks":{"done":3,"all":30},"soundChunks":{"done":6,"all":6}},
             {"path":"song.m4a","state":"ready","durationMs":90000,"picture":"none","soundChunks":{"done":9,"all":9}},
             {"path":"text.mp4","state":"failed","problem":"not an MP4 file"}]
            """);
        Assert.DoesNotContain("Chunks", reply.Json!.Value[2].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("width", reply.Json.Value[1].GetRawText(), StringComparison.Ordinal);
        Assert.False(reply.Headers.ContainsKey("Vod-Items-Left-Off"));
    }

    [Fact]
    public async Task A_folder_without_files_is_an_empty_list_and_what_is_left_off_is_told()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        (await rest.GetAsync(Media)).Is("[]");
        server.Cluster.Files.Files.Add(Song);
        server.Cluster.Files.LeftOff = 12;

        Assert.Equal("12", (await rest.GetAsync(Media)).Headers["Vod-Items-Left-Off"]);
    }

    [Theory]
    [InlineData("/films/a%20b.mp4")]
    [InlineData("/films/a b.mp4")]
    public async Task One_file_is_found_by_its_path(string path)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Files.Files.Add(Half);

        (await rest.GetAsync(Media + path)).Is("""{"path":"films/a b.mp4","state":"partly"}""");
        (await rest.GetAsync($"{Media}/films")).IsFailure(HttpStatusCode.NotFound, "File not found");
    }

    [Theory]
    [InlineData("""{"path":"films/a b.mp4"}""")]
    [InlineData("""{"uri":"vod://films/a b.mp4"}""")]
    [InlineData("""{"uri":"VOD-LIVE://films/a b.mp4","path":"films/a b.mp4"}""")]
    public async Task A_file_is_queued(string body)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Files.Files.Add(Half with { State = MediaFileState.Queued });

        RestReply reply = await rest.PostAsync(Prepare, body);

        Assert.Equal((HttpStatusCode.Accepted, "queued"), (reply.Status, reply.Json!.Value.GetProperty("state").GetString()));
        Assert.Equal(["films/a b.mp4"], server.Cluster.Files.Ordered);
    }

    [Theory]
    [InlineData(PrepareOutcome.Ready, HttpStatusCode.OK, null)]
    [InlineData(PrepareOutcome.BadPath, HttpStatusCode.BadRequest, "The path is not a plain relative path")]
    [InlineData(PrepareOutcome.NotFound, HttpStatusCode.NotFound, "File not found")]
    [InlineData(PrepareOutcome.CannotPlay, HttpStatusCode.Conflict, "The file cannot be played: no room")]
    [InlineData(PrepareOutcome.QueueFull, HttpStatusCode.ServiceUnavailable, "Too many files wait to be prepared")]
    public async Task What_else_becomes_of_an_order_is_told_by_the_status(PrepareOutcome outcome, HttpStatusCode status, string? message)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Files.Files.Add(Half);
        server.Cluster.Files.Outcome = outcome;

        RestReply reply = await rest.PostAsync(Prepare, """{"path":"films/a b.mp4"}""");

        Assert.Equal((status, message), (reply.Status, reply.Message));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"uri":"films/a.mp4"}""")]
    [InlineData("""{"uri":"vod://"}""")]
    [InlineData("""{"uri":"http://a.mp4"}""")]
    [InlineData("""{"uri":"vod://a.mp4","path":"b.mp4"}""")]
    public async Task An_order_without_a_path_is_400_and_asks_nobody(string body)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);

        (await rest.PostAsync(Prepare, body)).IsFailure(HttpStatusCode.BadRequest, "One of path and uri is needed");

        Assert.Empty(server.Cluster.Files.Ordered);
    }

    [Fact]
    public async Task Pages_of_other_origins_are_answered_as_by_all_methods()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);

        Assert.Equal("*", (await rest.GetAsync(Media)).Headers["Access-Control-Allow-Origin"]);
        Assert.Equal(HttpStatusCode.OK, (await rest.SendAsync(HttpMethod.Options, Prepare, content: null)).Status);
        (await rest.SendAsync(HttpMethod.Delete, Media, content: null)).IsFailure(HttpStatusCode.MethodNotAllowed);
    }
}
