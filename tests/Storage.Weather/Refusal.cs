using System.Globalization;
using System.Text;

namespace Vod.Storage.Weather;

/// <summary>Answers that are given in place of the store's, in the words of S3.</summary>
internal static class Refusal
{
    /// <summary>The head and the body of an answer.</summary>
    public static (HttpHead Head, Stream Body) For(Conditions conditions, string method)
    {
        string code = CodeOf(conditions.Status);
        byte[] body = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>The weather is bad.</Message></Error>");
        string retryAfter = conditions.RetryAfter is { } seconds ? $"Retry-After: {seconds.ToString(CultureInfo.InvariantCulture)}\r\n" : "";
        string head = $"HTTP/1.1 {conditions.Status} {code}\r\nContent-Type: application/xml\r\n{retryAfter}Content-Length: {body.Length}\r\n\r\n";
        return (new HttpHead(Encoding.Latin1.GetBytes(head)), method == "HEAD" ? Stream.Null : new MemoryStream(body));
    }

    private static string CodeOf(int status) => status switch
    {
        403 => "AccessDenied",
        404 => "NoSuchKey",
        412 => "PreconditionFailed",
        429 => "TooManyRequests",
        503 => "SlowDown",
        _ => "InternalError",
    };
}
