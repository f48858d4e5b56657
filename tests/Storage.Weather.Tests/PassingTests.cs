using System.Text;

namespace Vod.Storage.Weather.Tests;

/// <summary>In fair weather nothing is added, left out or changed, and everything is counted.</summary>
public sealed class PassingTests : IAsyncDisposable
{
    private readonly Store _store = new();
    private readonly WeatherProxy _proxy;

    public PassingTests() => _proxy = new WeatherProxy(_store.Address);

    [Fact]
    public void A_request_arrives_byte_by_byte_as_it_was_sent()
    {
        const string request = "PUT /bucket/a%20b?x-id=PutObject HTTP/1.1\r\nhOST: store.example:9000\r\nAuthorization:  AWS4-HMAC-SHA256 x \r\nContent-Length: 5\r\n\r\n";
        using RawClient client = new(_proxy);

        client.Send(request + "hello");
        client.ReadHead();

        Assert.True(_store.Requests.TryDequeue(out (HttpHead Head, byte[] Body) arrived));
        Assert.Equal(request, Encoding.Latin1.GetString(arrived.Head.Bytes));
        Assert.Equal("hello"u8, arrived.Body);
    }

    [Fact]
    public void A_body_in_chunks_arrives_with_its_framing()
    {
        const string body = "5;chunk-signature=aa\r\nhello\r\n0\r\nX-Trailer: yes\r\n\r\n";
        using RawClient client = new(_proxy);

        client.Send($"PUT /bucket/a HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
        client.ReadHead();

        Assert.True(_store.Requests.TryDequeue(out (HttpHead Head, byte[] Body) arrived));
        Assert.Equal(body, Encoding.Latin1.GetString(arrived.Body));
    }

    [Fact]
    public void A_client_that_waits_to_be_told_to_go_on_is_told()
    {
        using RawClient client = new(_proxy);

        client.Send("PUT /bucket/a HTTP/1.1\r\nHost: s\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        Assert.Equal(100, client.ReadHead().Status);
        client.Send("hello");

        Assert.Equal(206, client.ReadHead().Status);
        Assert.Equal("hello"u8, _store.Requests.Single().Body);
    }

    [Fact]
    public void Answers_follow_one_another_on_one_connection()
    {
        using RawClient client = new(_proxy);
        client.Send("HEAD /bucket/film.mp4 HTTP/1.1\r\nHost: s\r\n\r\n");
        Assert.Equal("300000", client.ReadHead()["Content-Length"]);

        foreach ((int first, int length) in new[] { (0, 300_000), (17, 1), (100, 70_000) })
        {
            HttpHead head = client.Get(first, length).ReadHead();

            Assert.Equal($"bytes {first}-{first + length - 1}/300000", head["Content-Range"]);
            Assert.Equal(_store.Object[first..(first + length)], client.Read(length));
        }
    }

    [Fact]
    public void An_answer_in_chunks_passes_and_the_next_follows()
    {
        _store.SendsChunks = true;
        using RawClient client = new(_proxy);

        client.Get(0, 20).ReadHead();
        byte[] wire = client.Read("a\r\n".Length + 10 + "\r\na\r\n".Length + 10 + "\r\n0\r\nX-Trailer: yes\r\n\r\n".Length);

        Assert.Equal(_store.Object[..10], wire[3..13]);
        Assert.Equal("\r\n\r\n"u8, wire.AsSpan(^4));
        Assert.Equal(206, client.Get(0, 20).ReadHead().Status);
    }

    [Fact]
    public void Requests_and_bytes_are_counted_by_kind()
    {
        using RawClient client = new(_proxy);
        client.Send("HEAD /bucket/film.mp4 HTTP/1.1\r\nHost: s\r\n\r\n");
        client.ReadHead();
        client.Get(0, 1000).ReadHead();
        client.Read(1000);
        client.Get(0, 1000).ReadHead();
        client.Read(1000);

        RequestCounts counts = _proxy.Log.Counts;

        Assert.Equal((3, 2000L), (counts.Requests, counts.Bytes));
        Assert.Equal((1, 2), (counts.Methods["HEAD"], counts.Methods["GET"]));
        Assert.Equal(3, counts.Statuses[206]);
        Assert.Equal(new PathCounts(3, 2000), Assert.Single(counts.Paths, static path => path.Key == "/bucket/film.mp4").Value);
        Assert.Equal(2, Assert.Single(counts.Ranges, static range => range.Key == "bytes=0-999").Value);

        _proxy.Log.Clear();
        Assert.Equal(0, _proxy.Log.Counts.Requests);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _store.DisposeAsync();
    }
}
