using System.Globalization;
using System.Text.RegularExpressions;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>Makes replies of what HTTP says, the same way for every kind of store.</summary>
internal static partial class StoreAnswer
{
    private const int MaxWord = 64;
    private const string NoVersion = "the store names no version (ETag)";

    /// <summary>What an error means.</summary>
    /// <param name="status">Status code of HTTP.</param>
    /// <param name="code">The word the store has for it; empty if it has none, as in every answer to HEAD.</param>
    public static ObjectReplyStatus StatusOf(int status, string code) => (status, code) switch
    {
        (429 or 503, _) or (_, "SlowDown" or "ServerBusy") => ObjectReplyStatus.Throttled,

        // The store gave up waiting for us: 408 with another number.
        (400, "RequestTimeout") => ObjectReplyStatus.Unavailable,
        (400, "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired") => ObjectReplyStatus.Denied,
        (401 or 403, _) => ObjectReplyStatus.Denied,
        (404, _) => ObjectReplyStatus.NotFound,
        (412, _) or (409, "BlobAlreadyExists") => ObjectReplyStatus.Changed,

        // Two are at the same object, and who is first is not decided yet.
        (409, "ConditionalRequestConflict") => ObjectReplyStatus.Unavailable,
        (416, _) => ObjectReplyStatus.BeyondEnd,
        (501, _) => ObjectReplyStatus.Failed,
        (408 or >= 500, _) => ObjectReplyStatus.Unavailable,
        _ => ObjectReplyStatus.Failed,
    };

    /// <summary>A reply to an error. Of what the store wrote only the words for the error and the request are shown, as its sentences may repeat what was sent.</summary>
    /// <param name="status">Status code of HTTP.</param>
    /// <param name="code">The word the store has for it, or nothing.</param>
    /// <param name="requestId">Its name for the request, or nothing.</param>
    /// <param name="retryAfter">The header Retry-After, or nothing.</param>
    public static ObjectReply Error(int status, string? code, string? requestId, string? retryAfter)
    {
        string word = Word(code);
        string what = status is >= 300 and < 400 ? " (a redirect is not followed: is the bucket in another region, or the endpoint another?)" : "";
        string request = Word(requestId) is { Length: > 0 } id ? $", request {id}" : "";
        return new ObjectReply(StatusOf(status, word))
        {
            Detail = string.Create(CultureInfo.InvariantCulture, $"the store answers {status}{(word.Length > 0 ? " " : "")}{word}{what}{request}"),
            RetryAfter = Delay(retryAfter),
        };
    }

    /// <summary>A reply that only says what went wrong.</summary>
    public static ObjectReply Without(ObjectReplyStatus status, string detail) => new(status) { Detail = detail };

    /// <summary>A reply to a look.</summary>
    /// <param name="status">Status code of HTTP: the client of S3 takes a redirect for a success.</param>
    /// <param name="entityTag">The version, as it is written there; empty if it is not.</param>
    /// <param name="size">Length of the object.</param>
    public static ObjectReply Look(int status, string entityTag, long size) =>
        status != 200 ? Error(status, null, null, null)
        : entityTag.Length == 0 ? Without(ObjectReplyStatus.Failed, NoVersion)
        : new ObjectReply(ObjectReplyStatus.Found) { EntityTag = entityTag, Size = size };

    /// <summary>A reply to a request for a range that the store has accepted: says whether what it sends is what was asked for.</summary>
    /// <param name="asked">First byte and number of bytes.</param>
    /// <param name="headers">What the store says it sends.</param>
    /// <param name="body">The bytes; belongs to the reply, also when that is an error.</param>
    /// <param name="owner">What holds the connection; likewise.</param>
    public static ObjectReply Range((long Offset, long Length) asked, RangeHeaders headers, Stream body, IDisposable? owner)
    {
        (long offset, long last, long size) = Sent(headers);
        bool isAskedFor = size > 0 && offset == asked.Offset && last >= offset && last < size && last - offset < asked.Length;
        if (isAskedFor && headers.EntityTag.Length > 0)
        {
            return new ObjectReply(ObjectReplyStatus.Found, new ReplyBody(body), owner)
            {
                EntityTag = headers.EntityTag,
                Size = size,
                Offset = offset,
                Length = last - offset + 1,
            };
        }

        body.Dispose();
        owner?.Dispose();
        // Azurite sends nothing and says so when a range begins exactly at the end.
        return size >= 0 && size <= asked.Offset ? Without(ObjectReplyStatus.BeyondEnd, "the range begins behind the end")
            : headers.Status is not (200 or 206) ? Error(headers.Status, null, null, null)
            : Without(ObjectReplyStatus.Failed, isAskedFor ? NoVersion : "the store does not send the range it was asked for");
    }

    private static (long Offset, long Last, long Size) Sent(RangeHeaders headers)
    {
        // 200 is a store that sends everything, which may be what was asked for.
        if (headers.Status == 200 && headers.ContentRange is null)
        {
            return (0, headers.ContentLength - 1, headers.ContentLength);
        }

        Match match = ContentRange().Match(headers.ContentRange ?? "");
        return match.Success ? (Number("first"), Number("last"), Number("size")) : (-1, -1, -1);

        long Number(string name) => long.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1;
    }

    private static string Word(string? text) => text is { Length: > 0 and <= MaxWord } && Words().IsMatch(text) ? text : "";

    // RFC 9110 section 10.2.3 has a date as well, which no store is known to send.
    private static TimeSpan? Delay(string? seconds) =>
        int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? TimeSpan.FromSeconds(number) : null;

    // RFC 9110 section 14.4.
    [GeneratedRegex("^bytes (?<first>[0-9]+)-(?<last>[0-9]+)/(?<size>[0-9]+)$")]
    private static partial Regex ContentRange();

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex Words();
}
