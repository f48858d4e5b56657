using System.Text.Json;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs;

public sealed class StreamSnapshotsTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0xFB, 0xEF, 0xBE];

    [Fact]
    public async Task A_page_gets_the_picture_of_its_own_stream()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Snapshot = (key, viewer) => Task.FromResult(viewer == "1" && key == "test" ? Taken(Png) : new StreamSnapshot(SnapshotOutcome.Failed, default));
        using WcsClient client = await server.EstablishAsync();
        server.Cluster.Admission = _ => Task.FromResult(SubscribeOutcome.Accepted);
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"1","name":"test","sdp":"v=0"}]}""");
        await server.Cluster.NextSubscribedAsync();
        await AskAsync(client, "1", "another name");
        JsonElement message = await client.ExpectAsync(
            """{"message":"notifyStreamEvent","data":[{"mediaSessionId":"1","type":"snapshotCompleted","payload":{"snapshot":"*"}}]}""");
        Assert.Equal(Png, message.GetProperty("data")[0].GetProperty("payload").GetProperty("snapshot").GetBytesFromBase64());
    }

    [Theory]
    [InlineData("test", "test")]
    [InlineData("VOD-LIVE://a.mp4", "vod-live://a.mp4")]
    public async Task Without_a_stream_of_its_own_it_gets_the_one_of_the_name(string name, string key)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Snapshot = (asked, viewer) => Task.FromResult(asked == key && viewer is null ? Taken(Png) : new StreamSnapshot(SnapshotOutcome.Failed, default));
        using WcsClient client = await server.EstablishAsync();
        await AskAsync(client, "1", name);
        await client.ExpectAsync("""{"message":"notifyStreamEvent","data":[{"mediaSessionId":"1","type":"snapshotCompleted"}]}""");
    }

    [Theory]
    [InlineData(SnapshotOutcome.NoSuchStream, "Stream not found")]
    [InlineData(SnapshotOutcome.NoVideo, "Stream has no video")]
    [InlineData(SnapshotOutcome.Failed, "Snapshot failed")]
    public async Task A_failure_says_why(SnapshotOutcome outcome, string info)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Snapshot = (_, _) => Task.FromResult(new StreamSnapshot(outcome, default));
        using WcsClient client = await server.EstablishAsync();
        await AskAsync(client, "1", "test");
        await client.ExpectAsync(Failed("1", info));
    }

    [Fact]
    public async Task A_call_that_fails_and_a_picture_that_is_too_large_are_failures()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        server.Cluster.Snapshot = (_, _) => Task.FromException<StreamSnapshot>(new TimeoutException());
        await AskAsync(client, "1", "test");
        await client.ExpectAsync(Failed("1", "Snapshot failed"));
        server.Cluster.Snapshot = (_, _) => Task.FromResult(Taken(new byte[WcsLimits.MaxPictureBytes + 1]));
        await AskAsync(client, "2", "test");
        await client.ExpectAsync(Failed("2", "Snapshot is too large"));
    }

    [Fact]
    public async Task The_personal_stream_of_somebody_else_is_not_shown()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Listing = Samples.Listing();
        server.Cluster.Snapshot = (_, _) => Task.FromResult(Taken(Png));
        using WcsClient client = await server.EstablishAsync();
        await AskAsync(client, "1", "vod://sample.mp4");
        await client.ExpectAsync(Failed("1", "Stream not found"));
    }

    [Fact]
    public async Task Pictures_larger_than_the_outbox_come_one_after_another_and_only_so_many_wait()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        TaskCompletionSource<StreamSnapshot> first = new();
        int asked = 0;
        server.Cluster.Snapshot = (_, _) => ++asked == 1 ? first.Task : Task.FromResult(Taken(new byte[2 * WcsLimits.OutboxBytes]));
        using WcsClient client = await server.EstablishAsync();
        for (int i = 0; i <= WcsLimits.MaxQuestions; i++)
        {
            await AskAsync(client, $"{i}", "test");
        }

        await client.ExpectNothingAsync();
        Assert.Equal(1, asked);
        await AskAsync(client, "too-many", "test");
        await client.ExpectAsync(Failed("too-many", "Too many requests"));
        first.SetResult(Taken(new byte[2 * WcsLimits.OutboxBytes]));
        for (int i = 0; i <= WcsLimits.MaxQuestions; i++)
        {
            await client.ExpectAsync($$"""{"message":"notifyStreamEvent","data":[{"mediaSessionId":"{{i}}","type":"snapshotCompleted"}]}""");
        }

        await client.ExpectNothingAsync();
    }

    private static StreamSnapshot Taken(byte[] png) => new(SnapshotOutcome.Taken, png);

    private static string Failed(string id, string info) =>
        $$$"""{"message":"notifyStreamEvent","data":[{"mediaSessionId":"{{{id}}}","type":"snapshotFailed","payload":{"info":"{{{info}}}"}}]}""";

    private static Task AskAsync(WcsClient client, string id, string name) =>
        client.SendAsync($$"""{"message":"snapshot","data":[{"mediaSessionId":"{{id}}","name":"{{name}}"}]}""");
}
