using System.Net;
using System.Net.Sockets;
using System.Text;
using Vod.Media.Host.Storage.Objects;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Failures;

/// <summary>No answer, or half of one.</summary>
public sealed class BadWeatherTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("s3")]
    [InlineData("azure")]
    public async Task Nobody_listens(string kind)
    {
        using TcpListener port = new(IPAddress.Loopback, 0);
        port.Start();
        Uri endpoint = new($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}");
        port.Stop();
        await IsUnavailableAsync(kind, endpoint, "no connection to the store: ConnectionRefused");
    }

    [Theory]
    [InlineData("s3", "")]
    [InlineData("s3", "HTTP/1.1 206 Par")]
    [InlineData("s3", "220 smtp.example ESMTP\r\n")]
    [InlineData("azure", "")]
    [InlineData("azure", "HTTP/1.1 206 Par")]
    [InlineData("azure", "220 smtp.example ESMTP\r\n")]
    public async Task The_answer_is_none(string kind, string answer)
    {
        await using ScriptedServer server = new(answer);
        await IsUnavailableAsync(kind, server.Endpoint, null);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("s3")]
    [InlineData("azure")]
    public async Task A_handshake_that_does_not_go_on_is_given_up(string kind)
    {
        // The server waits for the end of a head, which what TLS begins with has not.
        await using ScriptedServer server = new("");
        using IObjectStore store = StoreUnderTest.Open(kind, new UriBuilder(server.Endpoint) { Scheme = "https" }.Uri);
        long begin = TimeProvider.System.GetTimestamp();
        using ObjectReply reply = await store.GetAsync(StoreUnderTest.Address, 0, 1, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.Unavailable, "no answer from the store in time"), (reply.Status, reply.Detail));
        Assert.True(TimeProvider.System.GetElapsedTime(begin) > StoreHttp.ConnectTimeout - TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("s3")]
    [InlineData("azure")]
    public async Task A_body_that_breaks_off_is_not_asked_for_again(string kind)
    {
        await using ScriptedServer server = new(Partial("bytes 0-9/100", 10, "abc"));
        using IObjectStore store = StoreUnderTest.Open(kind, server.Endpoint);
        using ObjectReply reply = await store.GetAsync(StoreUnderTest.Address, 0, 10, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.Found, 10L, 100L), (reply.Status, reply.Length, reply.Size));

        byte[] read = new byte[10];
        IOException broken = await Assert.ThrowsAsync<IOException>(() => reply.Body.ReadExactlyAsync(read, Token).AsTask());

        Assert.Equal("abc", Encoding.ASCII.GetString(read, 0, 3));
        StoreUnderTest.IsFitForTheLog(broken.Message);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("s3", false)]
    [InlineData("s3", true)]
    [InlineData("azure", false)]
    [InlineData("azure", true)]
    public async Task The_caller_gives_up(string kind, bool hasBegun)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedServer server = new(async (stream, cancellation) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(hasBegun ? Partial("bytes 0-9/100", 10, "abc") : ""), cancellation);
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        using IObjectStore store = StoreUnderTest.Open(kind, server.Endpoint);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<ObjectReply> asking = store.GetAsync(StoreUnderTest.Address, 0, 10, entityTag: null, patience.Token);
        await asked.Task;
        if (hasBegun)
        {
            using ObjectReply reply = await asking;
            ValueTask reading = reply.Body.ReadExactlyAsync(new byte[10], patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.AsTask());
        }
        else
        {
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("bytes 1-10/100")]
    [InlineData("bytes 0-10/100")]
    [InlineData("bytes 0-9/*")]
    [InlineData("bytes 0-9/5")]
    [InlineData("bytes 9-0/100")]
    [InlineData("bytes 0-9/99999999999999999999")]
    [InlineData("octets 0-9/100")]
    [InlineData("")]
    public async Task A_range_that_was_not_asked_for_is_not_taken(string range)
    {
        await using ScriptedServer server = new(Partial(range, 10, "0123456789"));
        foreach (string kind in new[] { "s3", "azure" })
        {
            using IObjectStore store = StoreUnderTest.Open(kind, server.Endpoint);
            using ObjectReply reply = await store.GetAsync(StoreUnderTest.Address, 0, 10, entityTag: null, Token);
            Assert.Equal((ObjectReplyStatus.Failed, 0L), (reply.Status, reply.Length));
            StoreUnderTest.IsFitForTheLog(reply.Detail);
        }
    }

    [Theory]
    [InlineData(10, ObjectReplyStatus.Found)]
    [InlineData(11, ObjectReplyStatus.Failed)]
    public async Task A_store_that_sends_everything_is_taken_when_that_was_asked_for(int size, object expected)
    {
        string body = new('x', size);
        await using ScriptedServer server = new($"HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n{body}");
        using IObjectStore store = StoreUnderTest.Open("s3", server.Endpoint);
        using ObjectReply reply = await store.GetAsync(StoreUnderTest.Address, 0, 10, entityTag: null, Token);
        Assert.Equal(expected, reply.Status);
    }

    [Theory]
    [InlineData("s3")]
    [InlineData("azure")]
    public async Task Bytes_without_a_version_cannot_be_kept(string kind)
    {
        await using ScriptedServer server = new(Partial("bytes 0-9/100", 10, "0123456789").Replace("ETag", "X-Tag", StringComparison.Ordinal));
        using IObjectStore store = StoreUnderTest.Open(kind, server.Endpoint);
        using ObjectReply reply = await store.GetAsync(StoreUnderTest.Address, 0, 10, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.Failed, "the store names no version (ETag)"), (reply.Status, reply.Detail));
    }

    private static string Partial(string range, int length, string body) =>
        $"HTTP/1.1 206 Partial Content\r\n{(range.Length > 0 ? $"Content-Range: {range}\r\n" : "")}ETag: \"v\"\r\nLast-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n"
        + $"Content-Length: {length}\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n{body}";

    private static async Task IsUnavailableAsync(string kind, Uri endpoint, string? detail)
    {
        using IObjectStore store = StoreUnderTest.Open(kind, endpoint);
        foreach (Task<ObjectReply> asking in new[] { store.LookAsync(StoreUnderTest.Address, Token), store.GetAsync(StoreUnderTest.Address, 0, 1, entityTag: null, Token) })
        {
            using ObjectReply reply = await asking;
            Assert.Equal(ObjectReplyStatus.Unavailable, reply.Status);
            Assert.Equal(detail ?? reply.Detail, reply.Detail);
            StoreUnderTest.IsFitForTheLog(reply.Detail);
        }
    }
}
