using System.Net;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Rest;

/// <summary>What the methods of streams say of those that a browser publishes.</summary>
public sealed class PublishedStreamTests
{
    private static readonly StreamMedia Camera = new(HasVideo: true, HasAudio: false, Width: 640, Height: 480, TimeSpan.Zero);

    [Fact]
    public async Task A_publisher_is_listed_as_its_page_knows_it()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Listing();
        RestReply reply = await rest.PostAsync("/rest-api/stream/find", """{"published":true}""");
        reply.Is("""
            [{"appKey":"defaultApp","sessionId":"c1","mediaSessionId":"pub1","name":"cam","published":true,"hasVideo":true,"hasAudio":false,"status":"PUBLISHING",
            "sdp":"","audioCodec":"","videoCodec":"H264","record":true,"width":640,"height":480,"transport":"UDP","createDate":1760000000000,"mediaType":"publish",
            "mediaProvider":"WebRTC"},
            {"mediaSessionId":"pub2","sessionId":"c2","name":"soon","status":"PENDING","record":false,"audioCodec":"","videoCodec":"","width":0},
            {"mediaSessionId":"id-of-test","mediaProvider":"VOD"}]
            """);
    }

    [Fact]
    public async Task VP8_is_called_so_of_its_publisher_and_of_those_who_watch_it()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        StreamMedia vp8 = Camera with { Codec = StreamPictureCodec.Vp8 };
        server.Cluster.Listing = new([Samples.Published("cam", "pub1", "c1", vp8)], [Samples.Viewer("cam", "cam", "v1", "c3", vp8), Samples.Viewer("cam", "cam", "v2", "c3", null)]);
        (await rest.PostAsync("/rest-api/stream/find_all", null)).Is("""
            [{"mediaSessionId":"pub1","videoCodec":"VP8"},{"mediaSessionId":"v1","videoCodec":"VP8"},{"mediaSessionId":"v2","videoCodec":""}]
            """);
    }

    [Fact]
    public async Task What_its_publisher_has_muted_is_listed_of_all_of_the_stream()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        StreamListing listing = Listing();
        server.Cluster.Listing = listing with { Streams = [listing.Streams[0] with { Mute = new(Audio: true, Video: false, 1) }, listing.Streams[1] with { Mute = new(false, true, 1) }] };
        (await rest.PostAsync("/rest-api/stream/find_all", null)).Is("""
            [{"mediaSessionId":"pub1","audioState":{"muted":true},"videoState":{"muted":false}},
            {"mediaSessionId":"v1","audioState":{"muted":true},"videoState":{"muted":false}},
            {"mediaSessionId":"pub2","audioState":{"muted":false},"videoState":{"muted":true}}]
            """);
    }

    [Theory]
    [InlineData("""{"mediaSessionId":"pub1"}""", "cam")]
    [InlineData("""{"name":"cam","published":true}""", "cam")]
    [InlineData("""{"sessionId":"c2"}""", "soon")]
    public async Task It_is_ended_by_whatever_names_it(string body, string key)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Listing();
        (await rest.PostAsync("/rest-api/stream/terminate", body)).IsEmpty();
        Assert.Equal([(key, (object)StreamEndReason.Terminated)], server.Cluster.Done);
    }

    [Fact]
    public async Task A_picture_of_it_is_taken_by_its_name_and_by_the_id_of_its_publisher()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Listing();
        server.Cluster.Snapshot = (key, viewer) => Task.FromResult(
            key == "cam" && viewer is null ? new StreamSnapshot(SnapshotOutcome.Taken, new byte[] { 1, 2, 3 }) : new StreamSnapshot(SnapshotOutcome.NoSuchStream, default));
        (await rest.PostAsync("/rest-api/stream/snapshot", """{"streamName":"cam"}""")).Is("""{"data":"AQID"}""");
        (await rest.PostAsync("/rest-api/stream/snapshot", """{"streamName":"pub1"}""")).Is("""{"data":"AQID"}""");
    }

    [Fact]
    public async Task The_methods_of_files_do_not_know_it()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Listing();
        Assert.Equal("test", (await rest.PostAsync("/rest-api/vod/find_all", null)).All("localStreamName"));
        (await rest.PostAsync("/rest-api/vod/terminate", """{"localStreamName":"cam"}""")).IsFailure(HttpStatusCode.NotFound);
        Assert.Empty(server.Cluster.Done);
    }

    [Fact]
    public async Task The_statistics_tell_files_and_publishers_apart()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        server.Cluster.Listing = Listing();
        (await rest.GetAsync("/?action=stat&format=json&groups=streams_stats,vod_stats")).Is("""
            {"streams_stats":{"streams_webrtc_in":2,"streams_webrtc_out":1,"streams_viewers":"cam/1;soon/0;test/0"},
            "vod_stats":{"vod_streams":1,"vod_streams_shared":1,"vod_streams_personal":0,"vod_viewers":0}}
            """);
    }

    private static StreamListing Listing() => new(
        [
            Samples.Published("cam", "pub1", "c1", Camera, isRecorded: true, viewers: 1),
            Samples.Published("soon", "pub2", "c2", media: null),
            Samples.Shared("test", "vod-live://sample.mp4"),
        ],
        [Samples.Viewer("cam", "cam", "v1", "c3", Camera)]);
}
