using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Vod.Api.Rest.Stats;
using Vod.Api.Rest.V1;

namespace Vod.Api.Rest;

/// <summary>What all answers of the API have: the headers for pages of other origins, and the error object in place of an empty or broken answer.</summary>
internal sealed partial class RestMiddleware(RequestDelegate next, RestCors cors, TimeProvider time, ILogger<RestMiddleware> logger)
{
    /// <summary>The path all methods of WCS are below.</summary>
    public const string Path = "/rest-api";

    /// <summary>Whether a request is one of the API.</summary>
    public static bool Concerns(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments(MediaEndpoint.Path, StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments(RecordingEndpoint.Path, StringComparison.OrdinalIgnoreCase)
        || StatPage.IsMeant(context);

    /// <summary>Serves a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        cors.Apply(context);
        CutSlowReaders(context);
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            cors.AnswerPreflight(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to tell.
            return;
        }
        catch (BadHttpRequestException exception)
        {
            // What Kestrel found while the body was read: too slow, cut off, malformed chunks.
            await TellAsync(context, (HttpStatusCode)exception.StatusCode);
            return;
        }
        catch (Exception exception)
        {
            LogFailed(context.Request.Method, exception);
            await TellAsync(context, HttpStatusCode.InternalServerError);
            return;
        }

        // The router's own 404 and 405 are empty.
        if (context.Response is { StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null })
        {
            await TellAsync(context, (HttpStatusCode)context.Response.StatusCode);
        }
    }

    // A turn lasts until its answer is sent: who takes it slowly holds up the others.
    private static void CutSlowReaders(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } sending)
        {
            sending.MinDataRate = RestLimits.SlowestReader;
        }
    }

    private Task TellAsync(HttpContext context, HttpStatusCode status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        string message = status switch
        {
            HttpStatusCode.NotFound => "There is no such method",
            HttpStatusCode.UnsupportedMediaType => RestBody.MustBeJson,
            HttpStatusCode.InternalServerError => "Internal error",
            _ => ReasonPhrases.GetReasonPhrase((int)status),
        };
        return RestResponse.WriteErrorAsync(context, status, message, time.GetUtcNow());
    }

    [LoggerMessage(EventId = 402, Level = LogLevel.Error, Message = "A {Verb} request of the REST API failed")]
    private partial void LogFailed(string verb, Exception exception);
}
