using Vod.Media.Host.Storage.Objects;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Failures;

/// <summary>What a store says when it does not give the bytes, and that it is asked once whatever it says.</summary>
public sealed class ErrorAnswerTests
{
    private const string NoBody = "Content-Length: 0\r\nConnection: close\r\n\r\n";

    public static TheoryData<string, string, string> Answers
    {
        get
        {
            TheoryData<string, string, string> all = [];
            foreach ((string answer, ObjectReplyStatus status) in new[]
            {
                ("400 Bad Request", ObjectReplyStatus.Failed), ("401 Unauthorized", ObjectReplyStatus.Denied), ("403 Forbidden", ObjectReplyStatus.Denied),
                ("404 Not Found", ObjectReplyStatus.NotFound), ("405 Method Not Allowed", ObjectReplyStatus.Failed), ("408 Request Timeout", ObjectReplyStatus.Unavailable),
                ("409 Conflict", ObjectReplyStatus.Failed), ("412 Precondition Failed", ObjectReplyStatus.Changed), ("416 Range Not Satisfiable", ObjectReplyStatus.BeyondEnd),
                ("429 Too Many Requests", ObjectReplyStatus.Throttled), ("500 Internal Server Error", ObjectReplyStatus.Unavailable), ("501 Not Implemented", ObjectReplyStatus.Failed),
                ("502 Bad Gateway", ObjectReplyStatus.Unavailable), ("503 Slow Down", ObjectReplyStatus.Throttled), ("504 Gateway Timeout", ObjectReplyStatus.Unavailable),
                ("507 Insufficient Storage", ObjectReplyStatus.Unavailable),
            })
            {
                all.Add("s3", answer, status.ToString());
                all.Add("azure", answer, status.ToString());
            }

            return all;
        }
    }

    public static TheoryData<string, int, string, string> Words => new()
    {
        { "s3", 400, "RequestTimeout", nameof(ObjectReplyStatus.Unavailable) },
        { "s3", 400, "ExpiredToken", nameof(ObjectReplyStatus.Denied) },
        { "s3", 400, "AuthorizationHeaderMalformed", nameof(ObjectReplyStatus.Failed) },
        { "s3", 403, "SignatureDoesNotMatch", nameof(ObjectReplyStatus.Denied) },
        { "s3", 403, "RequestTimeTooSkewed", nameof(ObjectReplyStatus.Denied) },
        { "s3", 403, "ExpiredToken", nameof(ObjectReplyStatus.Denied) },
        { "s3", 404, "NoSuchBucket", nameof(ObjectReplyStatus.NotFound) },
        { "s3", 500, "InternalError", nameof(ObjectReplyStatus.Unavailable) },
        { "s3", 503, "SlowDown", nameof(ObjectReplyStatus.Throttled) },
        { "azure", 403, "AuthenticationFailed", nameof(ObjectReplyStatus.Denied) },
        { "azure", 404, "ContainerNotFound", nameof(ObjectReplyStatus.NotFound) },
        { "azure", 500, "OperationTimedOut", nameof(ObjectReplyStatus.Unavailable) },
        { "azure", 503, "ServerBusy", nameof(ObjectReplyStatus.Throttled) },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_error_is_one_request_and_one_line(string kind, string answer, string expected)
    {
        await using ScriptedServer server = new($"HTTP/1.1 {answer}\r\n{NoBody}");
        using IObjectStore store = StoreUnderTest.Open(kind, server.Endpoint);
        using ObjectReply look = await store.LookAsync(StoreUnderTest.Address, Token);
        using ObjectReply range = await store.GetAsync(StoreUnderTest.Address, 0, 10, "\"v\"", Token);
        Assert.Equal((expected, expected), (look.Status.ToString(), range.Status.ToString()));
        Assert.Equal(2, server.Requests.Count);
        Assert.All([look, range], reply => StoreUnderTest.IsFitForTheLog(reply.Detail));
        Assert.Contains(answer[..3], range.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task The_word_of_the_store_is_shown_and_its_sentences_are_not(string kind, int status, string word, string expected)
    {
        string body = $"<?xml version=\"1.0\"?><Error><Code>{word}</Code><Message>about {StoreUnderTest.Secret} of {StoreUnderTest.Key}</Message>"
            + $"<AWSAccessKeyId>{StoreUnderTest.Key}</AWSAccessKeyId><StringToSign>GET\n/{StoreUnderTest.Key}</StringToSign><RequestId>tx42</RequestId></Error>";
        await using ScriptedServer server = new(
            $"HTTP/1.1 {status} No\r\nContent-Type: application/xml\r\nx-amz-request-id: tx42\r\nx-ms-request-id: tx42\r\nx-ms-error-code: {word}\r\nRetry-After: 7\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        using IObjectStore store = StoreUnderTest.Open(kind, server.Endpoint);

        using ObjectReply reply = await store.GetAsync(StoreUnderTest.Address, 0, 10, entityTag: null, Token);

        Assert.Equal((expected, $"the store answers {status} {word}, request tx42"), (reply.Status.ToString(), reply.Detail));
        Assert.Equal(TimeSpan.FromSeconds(7), reply.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("s3", 301)]
    [InlineData("s3", 302)]
    [InlineData("s3", 307)]
    [InlineData("s3", 308)]
    [InlineData("azure", 301)]
    [InlineData("azure", 302)]
    [InlineData("azure", 307)]
    [InlineData("azure", 308)]
    public async Task A_redirect_is_not_followed(string kind, int status)
    {
        await using ScriptedServer other = new($"HTTP/1.1 404 Not Found\r\n{NoBody}");
        await using ScriptedServer server = new(
            $"HTTP/1.1 {status} Elsewhere\r\nLocation: http://localhost:{other.Endpoint.Port}/films/a.mp4\r\nx-amz-bucket-region: us-west-2\r\n{NoBody}");
        using IObjectStore store = StoreUnderTest.Open(kind, server.Endpoint);
        using ObjectReply look = await store.LookAsync(StoreUnderTest.Address, Token);
        using ObjectReply range = await store.GetAsync(StoreUnderTest.Address, 0, 10, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.Failed, ObjectReplyStatus.Failed), (look.Status, range.Status));
        Assert.Contains($"{status}", range.Detail, StringComparison.Ordinal);
        Assert.Equal((2, 0), (server.Requests.Count, other.Requests.Count));
    }
}
