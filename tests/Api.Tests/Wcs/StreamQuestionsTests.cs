using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs;

public sealed class StreamQuestionsTests
{
    [Theory]
    [InlineData("test", "true", "")]
    [InlineData("nobody", "false", "Stream not found")]
    [InlineData("", "false", "Stream not found")]
    [InlineData("vod://no-such-file.mp4", "true", "")]
    public async Task A_name_is_available_when_its_stream_is_there(string name, string status, string info)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Listing = Samples.Listing();
        using WcsClient client = await server.EstablishAsync();
        await AskAsync(client, "1", name);
        await client.ExpectAsync($$"""{"message":"availableStream","data":[{"id":"1","status":"{{status}}","info":"{{info}}"}]}""");
    }

    [Theory]
    [InlineData("live", "true", "")]
    [InlineData("soon", "false", "Publish stream is not ready")]
    public async Task A_published_stream_is_available_when_something_was_published(string name, string status, string info)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Listing = new([Samples.Published("live", "p1", "c1", Samples.Film), Samples.Published("soon", "p2", "c1", media: null)], []);
        using WcsClient client = await server.EstablishAsync();
        await AskAsync(client, "1", name);
        await client.ExpectAsync($$"""{"message":"availableStream","data":[{"id":"1","status":"{{status}}","info":"{{info}}"}]}""");
    }

    [Fact]
    public async Task A_stream_that_cannot_be_asked_is_not_available()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Finds = _ => Task.FromException<VodStreamDescription?>(new TimeoutException("No answer from a.b.c"));
        using WcsClient client = await server.EstablishAsync();
        await AskAsync(client, "1", "test");
        await client.ExpectAsync("""{"message":"availableStream","data":[{"id":"1","status":"false","info":"Failed by error"}]}""");
    }

    [Fact]
    public async Task A_stream_that_does_not_answer_holds_up_nothing_and_only_so_many_may_be_asked_at_a_time()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        TaskCompletionSource<VodStreamDescription?> found = new();
        server.Cluster.Finds = _ => found.Task;
        using WcsClient client = await server.EstablishAsync();
        for (int i = 0; i < WcsLimits.MaxQuestions; i++)
        {
            await AskAsync(client, $"{i}", "test");
        }

        await client.ExpectNothingAsync();
        await AskAsync(client, "one-too-many", "test");
        await client.ExpectAsync("""{"message":"availableStream","data":[{"id":"one-too-many","status":"false","info":"Too many requests"}]}""");
        found.SetResult(Samples.Listing().Streams[0]);
        for (int i = 0; i < WcsLimits.MaxQuestions; i++)
        {
            await client.ExpectAsync("""{"message":"availableStream","data":[{"id":"*","status":"true"}]}""");
        }

        await AskAsync(client, "again", "test");
        await client.ExpectAsync("""{"message":"availableStream","data":[{"id":"again","status":"true"}]}""");
    }

    private static Task AskAsync(WcsClient client, string id, string name) =>
        client.SendAsync($$"""{"message":"availableStream","data":[{"mediaSessionId":"{{id}}","name":"{{name}}"}]}""");
}
