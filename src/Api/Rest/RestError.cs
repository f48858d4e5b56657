using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Vod.Api.Rest;

/// <summary>The body of every failure.</summary>
internal sealed partial record RestError
{
    /// <summary>Kind of the failure, such as <c>NotFoundException</c>. Clients should rely on the status alone.</summary>
    public required string Exception { get; init; }

    /// <summary>Exception, error and message in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>The path that was asked.</summary>
    public required string Path { get; init; }

    /// <summary>The reason phrase of the status.</summary>
    public required string Error { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Message { get; init; }

    /// <summary>When, in milliseconds since 1970.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Describes a failure.</summary>
    public static RestError Of(HttpStatusCode status, string message, string path, DateTimeOffset now)
    {
        string error = ReasonPhrases.GetReasonPhrase((int)status);
        string exception = NotLetters().Replace(error, "") + "Exception";
        return new RestError
        {
            Exception = exception,
            Reason = $"{exception}, {error}, {message}",
            Path = path,
            Error = error,
            Message = message,
            Timestamp = now.ToUnixTimeMilliseconds(),
            Status = (int)status,
        };
    }

    [GeneratedRegex("[^A-Za-z]")]
    private static partial Regex NotLetters();
}
