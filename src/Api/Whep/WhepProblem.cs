using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Vod.Api.Whep;

/// <summary>
/// Why a request is refused, as a problem document (RFC 9457). Its type is always <c>about:blank</c>: programs go by the status, or by <paramref name="Reason"/>.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Reason">One word for programs, the member <c>reason</c>.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="RetryAfter">When to try again; null when that is of no use.</param>
internal sealed record WhepProblem(int Status, string Reason, string Detail, TimeSpan? RetryAfter = null)
{
    private const string MediaType = "application/problem+json";

    /// <summary>A target that is not one of ours.</summary>
    public static readonly WhepProblem BadTarget = new(
        StatusCodes.Status400BadRequest, nameof(BadTarget), "The path must be /whep/STREAM or /whip/STREAM with the name of the stream percent-encoded, its slashes as %2F.");

    /// <summary>A page whose host is not among those that may connect.</summary>
    public static readonly WhepProblem OriginNotAllowed = new(
        StatusCodes.Status403Forbidden, nameof(OriginNotAllowed), "Pages of this origin may not connect; see WebSocket:AllowedOrigins.");

    /// <summary>A session that never was or is over.</summary>
    public static readonly WhepProblem NoSuchSession = new(StatusCodes.Status404NotFound, nameof(NoSuchSession), "There is no such session, or it has ended.");

    /// <summary>A method the resource does not have; the field Allow says which it has.</summary>
    public static readonly WhepProblem MethodNotAllowed = new(
        StatusCodes.Status405MethodNotAllowed, nameof(MethodNotAllowed), "This resource does not have this method.");

    /// <summary>A body of another type than the method takes.</summary>
    public static readonly WhepProblem WrongContentType = new(
        StatusCodes.Status415UnsupportedMediaType, nameof(WrongContentType), "An offer is application/sdp, an ICE fragment application/trickle-ice-sdpfrag.");

    /// <summary>A body that is longer than any that is meant.</summary>
    public static readonly WhepProblem TooLarge = new(StatusCodes.Status413PayloadTooLarge, nameof(TooLarge), "The body is too large.");

    /// <summary>An ICE fragment that cannot be read.</summary>
    public static readonly WhepProblem BadFragment = new(
        StatusCodes.Status422UnprocessableEntity,
        nameof(BadFragment),
        "The body is not an ICE fragment: m= and a= lines, ice-ufrag and ice-pwd both or neither, both new in a restart.");

    /// <summary>A PATCH that does not say which ICE session it means.</summary>
    public static readonly WhepProblem NoEntityTag = new(
        StatusCodes.Status428PreconditionRequired, nameof(NoEntityTag), "PATCH needs If-Match: the ETag of the latest answer, or * for an ICE restart.");

    /// <summary>A PATCH for an ICE session that has been restarted since.</summary>
    public static readonly WhepProblem OtherEntityTag = new(
        StatusCodes.Status412PreconditionFailed, nameof(OtherEntityTag), "ICE was restarted since: this is not the ETag of the latest answer.");

    /// <summary>Restarts one upon the other.</summary>
    public static readonly WhepProblem TooManyRestarts = new(
        StatusCodes.Status429TooManyRequests, nameof(TooManyRestarts), "ICE was restarted a moment ago, or is being restarted.", WhepTimes.RestartInterval);

    /// <summary>The node did not restart ICE. The session goes on as it is.</summary>
    public static readonly WhepProblem NotRestarted = new(
        StatusCodes.Status503ServiceUnavailable, nameof(NotRestarted), "ICE could not be restarted now; the session goes on.", WhepTimes.RestartInterval);

    /// <summary>As many sessions as there may be.</summary>
    public static readonly WhepProblem TooManySessions = new(
        StatusCodes.Status503ServiceUnavailable, nameof(TooManySessions), "This server has as many sessions as it may.", WhepTimes.RetryAfter);

    /// <summary>No answer in time.</summary>
    public static readonly WhepProblem NotAnswered = new(
        StatusCodes.Status503ServiceUnavailable, nameof(NotAnswered), "The stream took too long to answer.", WhepTimes.RetryAfter);

    /// <summary>The server shuts down.</summary>
    public static readonly WhepProblem Stopping = new(
        StatusCodes.Status503ServiceUnavailable, nameof(Stopping), "The server is stopping.", WhepTimes.RetryAfter);

    /// <summary>Answers a request with it.</summary>
    public Task WriteAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        response.ContentType = MediaType;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        byte[] body = ToJson();
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private byte[] ToJson()
    {
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(Status));
            json.WriteNumber("status", Status);
            json.WriteString("detail", Detail);
            json.WriteString("reason", Reason);
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }
}
