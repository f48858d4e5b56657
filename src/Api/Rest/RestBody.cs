using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Vod.Api.Rest;

/// <summary>The body of a request, read to its end or given up on.</summary>
/// <param name="Bytes">What was sent; may be empty.</param>
/// <param name="Refusal">Why it is not taken; null when it is.</param>
internal readonly record struct RestBody(ReadOnlyMemory<byte> Bytes, RestAnswer? Refusal)
{
    /// <summary>Said when it is of another type.</summary>
    public const string MustBeJson = "The content type of the body must be application/json";

    private static readonly RestAnswer TooLarge =
        RestAnswer.Failure(HttpStatusCode.RequestEntityTooLarge, $"The body is larger than {RestLimits.MaxBodyBytes} bytes");

    // Browsers send other types across origins without asking first (CORS preflight), so a page of anybody could give orders.
    private static readonly RestAnswer NotJson =
        RestAnswer.Failure(HttpStatusCode.UnsupportedMediaType, MustBeJson);

    /// <summary>Reads the body of a request.</summary>
    public static async ValueTask<RestBody> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > RestLimits.MaxBodyBytes)
        {
            return new(default, TooLarge);
        }

        PipeReader reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > RestLimits.MaxBodyBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return new(default, TooLarge);
            }

            if (read.IsCompleted)
            {
                byte[] bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes.Length == 0 || context.Request.HasJsonContentType() ? new(bytes, null) : new(default, NotJson);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
