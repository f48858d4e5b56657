using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Vod.Api.Rest;

/// <summary>Puts answers into HTTP.</summary>
internal static class RestResponse
{
    /// <summary>The content type, letter by letter as clients of WCS know it.</summary>
    public const string Json = "application/json;charset=UTF-8";

    /// <summary>Sends an answer.</summary>
    public static Task WriteAsync(HttpContext context, RestAnswer answer, DateTimeOffset now)
    {
        if (!answer.IsSuccess)
        {
            return WriteErrorAsync(context, answer.Status, answer.Message!, now);
        }

        if (answer.LeftOff > 0)
        {
            context.Response.Headers[RestLimits.LeftOffHeader] = answer.LeftOff.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, answer.Status, answer.Json, answer.Json.IsEmpty ? null : Json);
    }

    /// <summary>Sends the error object.</summary>
    public static Task WriteErrorAsync(HttpContext context, HttpStatusCode status, string message, DateTimeOffset now)
    {
        // What was wrong with a request must not be repeated by caches to others.
        context.Response.Headers.CacheControl = "no-store";
        RestError error = RestError.Of(status, message, context.Request.Path.Value ?? "", now);
        return WriteAsync(context, status, RestJson.Bytes(error), Json);
    }

    /// <summary>Sends a body of a known length; without a type there is none.</summary>
    public static async Task WriteAsync(HttpContext context, HttpStatusCode status, ReadOnlyMemory<byte> body, string? contentType)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentLength = body.Length;
        if (contentType is not null)
        {
            context.Response.ContentType = contentType;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
