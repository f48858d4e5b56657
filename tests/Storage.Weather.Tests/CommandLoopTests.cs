using System.Text.Json;

namespace Vod.Storage.Weather.Tests;

/// <summary>The program, as tests in other languages use it.</summary>
public sealed class CommandLoopTests : IAsyncDisposable
{
    private readonly Store _store = new();
    private readonly WeatherProxy _proxy;

    public CommandLoopTests() => _proxy = new WeatherProxy(_store.Address);

    [Fact]
    public async Task It_says_its_port_first() =>
        Assert.Equal(_proxy.Port, (await RunAsync())[0].GetProperty("port").GetInt32());

    [Fact]
    public async Task Rules_come_as_a_line_and_counts_go_as_one()
    {
        await RunAsync("""{"rules":[{"method":"GET","count":1,"conditions":{"status":503,"retryAfter":2}},{"conditions":{"damage":"otherEntityTag","break":"close","breakAt":3}}]}""");
        using RawClient client = new(_proxy);
        HttpHead refused = client.Get(0, 10).ReadHead();
        client.Read((int)refused.ContentLength!);
        HttpHead broken = client.Get(0, 10).ReadHead();
        client.ReadToEnd();

        JsonElement counts = (await RunAsync("{}"))[1];

        Assert.Equal((503, "2"), (refused.Status, refused["Retry-After"]));
        Assert.Equal(AnswerSender.OtherEntityTag, broken["ETag"]);
        Assert.Equal(2, counts.GetProperty("requests").GetInt32());
        Assert.Equal(refused.ContentLength + 3, counts.GetProperty("bytes").GetInt64());
        Assert.Equal(1, counts.GetProperty("statuses").GetProperty("503").GetInt32());
        Assert.Equal(2, counts.GetProperty("paths").GetProperty("/bucket/film.mp4").GetProperty("requests").GetInt32());
        Assert.Equal(2, counts.GetProperty("ranges").GetProperty("bytes=0-9").GetInt32());
        Assert.Equal(0, (await RunAsync("""{"forget":true}"""))[1].GetProperty("requests").GetInt32());
    }

    [Fact]
    public async Task It_goes_down_and_up()
    {
        using RawClient idle = new(_proxy);
        await RunAsync("""{"down":true}""");
        Assert.Throws<System.Net.Sockets.SocketException>(() => new RawClient(_proxy));

        await RunAsync("""{"down":false}""");
        using RawClient client = new(_proxy);

        Assert.Equal(206, client.Get(0, 10).ReadHead().Status);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"ruels":[]}""")]
    public async Task What_it_does_not_understand_it_says_so(string line)
    {
        List<JsonElement> answers = await RunAsync(line, "{}");

        Assert.NotEmpty(answers[1].GetProperty("error").GetString()!);
        Assert.Equal(0, answers[2].GetProperty("requests").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task<List<JsonElement>> RunAsync(params string[] lines)
    {
        await using StringWriter output = new();
        await CommandLoop.RunAsync(_proxy, new StringReader(string.Join('\n', lines)), output);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<JsonElement>(line))];
    }
}
