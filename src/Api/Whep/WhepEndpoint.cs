using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Whep;

/// <summary>
/// WHEP (draft-ietf-wish-whep) and WHIP (RFC 9725) in HTTP: the methods of endpoints and sessions, and what they answer. The two differ in who sends media, and in nothing else.
/// </summary>
internal sealed partial class WhepEndpoint(
    WhepSessions sessions, WhepOrigins origins, IHostApplicationLifetime lifetime, IOptions<WhepOptions> options, ILogger<WhepEndpoint> logger)
{
    private readonly StringValues _iceServers = new([.. options.Value.IceServers.Select(LinkOf)]);

    /// <summary>Answers a request below <see cref="WhepTarget.Prefix"/> or <see cref="WhepTarget.PublishPrefix"/>.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        WhepHeaders.AddGeneral(context.Response.Headers);
        WhepProblem? problem;
        try
        {
            string rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            problem = !origins.Admits(context) ? WhepProblem.OriginNotAllowed
                : WhepTarget.TryParse(rawTarget, out WhepTarget target) ? await HandleAsync(context, target)
                : WhepProblem.BadTarget;
        }
        catch (BadHttpRequestException exception)
        {
            // The body is not framed as HTTP wants it, or comes too slowly.
            problem = new WhepProblem(exception.StatusCode, "BadRequest", "The request is malformed.");
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            // The player is gone, and with it whom to tell.
            return;
        }
        catch (Exception exception)
        {
            LogDefect(exception);
            problem = WhepStatusMap.For(StreamEndReason.InternalError);
        }

        if (problem is not null && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await problem.WriteAsync(context);
        }
    }

    private Task<WhepProblem?> HandleAsync(HttpContext context, WhepTarget target)
    {
        HttpResponse response = context.Response;
        string method = context.Request.Method;
        if (HttpMethods.IsOptions(method))
        {
            WhepHeaders.AddAllow(response.Headers, target);
            WhepHeaders.AddAccept(response.Headers, target);
            WhepHeaders.AddPreflight(response.Headers, target);

            // For players that cannot change the servers any more once they have made their offer (RFC 9725 section 4.6).
            AddIceServers(response);
            response.StatusCode = StatusCodes.Status200OK;
            return NoProblem;
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Task.FromResult<WhepProblem?>(WhepProblem.Stopping);
        }

        return target.Session is null ? HandleEndpointAsync(context, target) : HandleSessionAsync(context, target);
    }

    private static Task<WhepProblem?> NoProblem => Task.FromResult<WhepProblem?>(null);

    private Task<WhepProblem?> HandleEndpointAsync(HttpContext context, WhepTarget target)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return PostAsync(context, target);
        }

        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? Show(context) : RefuseMethod(context, target);
    }

    private Task<WhepProblem?> HandleSessionAsync(HttpContext context, WhepTarget target)
    {
        // The path holds the right to the session; the span of the request, which goes to other machines, must not.
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("url.path", WhepTarget.PathOf(target.Stream, "SESSION", target.Publishes));
        string method = context.Request.Method;
        bool isGet = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        if (!isGet && !HttpMethods.IsPatch(method) && !HttpMethods.IsDelete(method))
        {
            return RefuseMethod(context, target);
        }

        if (sessions.Find(target) is not { } session)
        {
            return Task.FromResult<WhepProblem?>(WhepProblem.NoSuchSession);
        }

        if (isGet)
        {
            return Show(context);
        }

        return HttpMethods.IsPatch(method) ? PatchAsync(context, target, session) : DeleteAsync(context, session);
    }

    private static Task<WhepProblem?> Show(HttpContext context)
    {
        // There is no representation of either, only success without content.
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return NoProblem;
    }

    private static Task<WhepProblem?> RefuseMethod(HttpContext context, WhepTarget target)
    {
        WhepHeaders.AddAllow(context.Response.Headers, target);
        return Task.FromResult<WhepProblem?>(WhepProblem.MethodNotAllowed);
    }

    private async Task<WhepProblem?> PostAsync(HttpContext context, WhepTarget target)
    {
        (string offer, WhepProblem? problem) = await ReadAsync(
            context, target, WhepHeaders.Sdp, WhepLimits.MaxOfferBytes, WhepStatusMap.For(StreamEndReason.BadOffer));
        if (problem is not null)
        {
            return problem;
        }

        WhepOpening opening = await sessions.OpenAsync(target, offer, context.RequestAborted);
        if (opening.Session is not { } session)
        {
            return opening.Problem;
        }

        try
        {
            HttpResponse response = context.Response;
            response.StatusCode = StatusCodes.Status201Created;
            response.ContentType = WhepHeaders.Sdp;
            response.Headers.Location = WhepTarget.PathOf(session.Stream, session.Id, session.Publishes);
            response.Headers.ETag = session.Ice!.EntityTag;
            AddIceServers(response);
            await response.WriteAsync(opening.Answer, context.RequestAborted);
        }
        finally
        {
            // A player that left meanwhile does not know its session, and would hold it until its checks are missed.
            if (context.RequestAborted.IsCancellationRequested)
            {
                await sessions.CloseAsync(session, StreamEndReason.ClosedByViewer);
            }
        }

        return null;
    }

    private async Task<WhepProblem?> DeleteAsync(HttpContext context, WhepSession session)
    {
        await sessions.CloseAsync(session, StreamEndReason.ClosedByViewer);
        context.Response.StatusCode = StatusCodes.Status200OK;
        return null;
    }

    private async Task<WhepProblem?> PatchAsync(HttpContext context, WhepTarget target, WhepSession session)
    {
        (string body, WhepProblem? problem) = await ReadAsync(
            context, target, WhepHeaders.Fragment, WhepLimits.MaxFragmentBytes, WhepProblem.BadFragment);
        if (problem is not null)
        {
            return problem;
        }

        WhepIce ice = session.Ice!;
        StringValues condition = context.Request.Headers.IfMatch;
        return IceFragment.TryParse(body, out IceFragment fragment) switch
        {
            false => WhepProblem.BadFragment,
            _ when condition.Count == 0 => WhepProblem.NoEntityTag,
            _ when !ice.Matches(condition) => WhepProblem.OtherEntityTag,
            _ => ice.ChangeOf(fragment) switch
            {
                IceChange.Trickle => await Show(context),
                IceChange.Restart => await RestartAsync(context, target, session, fragment.User!.Value),
                _ => WhepProblem.BadFragment,
            },
        };
    }

    private async Task<WhepProblem?> RestartAsync(HttpContext context, WhepTarget target, WhepSession session, IceUser player)
    {
        WhepIce ice = session.Ice!;
        if (!ice.TryBeginRestart())
        {
            return WhepProblem.TooManyRestarts;
        }

        ViewerIceRestart? node = await sessions.RestartIceAsync(session);
        if (ice.EndRestart(player, node, out string entityTag) is not { } fragment)
        {
            return sessions.Find(target) is null ? WhepProblem.NoSuchSession : WhepProblem.NotRestarted;
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = WhepHeaders.Fragment;
        context.Response.Headers.ETag = entityTag;
        await context.Response.WriteAsync(fragment, context.RequestAborted);
        return null;
    }

    private static async Task<(string Text, WhepProblem? Problem)> ReadAsync(
        HttpContext context, WhepTarget target, string mediaType, int maxBytes, WhepProblem undecodable)
    {
        if (!WhepBody.HasType(context.Request, mediaType))
        {
            WhepHeaders.AddAccept(context.Response.Headers, target);
            return ("", WhepProblem.WrongContentType);
        }

        if (await WhepBody.ReadAsync(context.Request, maxBytes) is not { } body)
        {
            return ("", WhepProblem.TooLarge);
        }

        return WhepBody.TryDecode(body, out string text) ? (text, null) : ("", undecodable);
    }

    private void AddIceServers(HttpResponse response)
    {
        if (_iceServers.Count > 0)
        {
            response.Headers.Link = _iceServers;
        }
    }

    // The settings have been checked when the server started.
    private static string LinkOf(string setting) =>
        IceServer.TryParse(setting, out IceServer? server) ? WhepHeaders.LinkOf(server) : throw new FormatException(setting);

    [LoggerMessage(EventId = 135, Level = LogLevel.Error, Message = "WHEP: a request failed because of a defect")]
    private partial void LogDefect(Exception exception);
}
