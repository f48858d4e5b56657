using System.Net;
using Vod.Api.Pushes;
using Vod.Api.Rest.Streams;
using Vod.Api.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Pushes;

/// <summary>What <c>/rest-api/push/</c> does: streams are sent on to other servers by RTMP.</summary>
internal sealed class PushMethods(IVodStreams cluster, PushTargets targets)
{
    private const string Nothing = "Transponder not found";

    /// <summary>Begins to send a stream on.</summary>
    public async Task<RestAnswer> StartupAsync(PushStartupRequest request)
    {
        if (!StreamUri.TryParse(request.StreamName, out StreamUri uri) || uri.SharedKey is not { } key)
        {
            return RestAnswer.BadRequest("The streamName must be that of a published or shared stream");
        }

        bool isAllowed = request.RtmpTransponderFullUrl == true
            ? targets.TryAllow(request.RtmpUrl, out string target)
            : targets.TryAllow(request.RtmpUrl, request.StreamName!, out target);
        if (!isAllowed)
        {
            return RestAnswer.BadRequest("The rtmpUrl is malformed, or its host is not allowed by the setting Push:AllowedHosts");
        }

        PushRequest push = new(Guid.NewGuid().ToString("D"), target);
        return await cluster.Get(key).Push(push) switch
        {
            PushOutcome.Accepted => RestAnswer.Of(PushItem.Of(push.MediaSessionId, request.StreamName!, target)),
            PushOutcome.NoSuchStream => RestAnswer.NotFound(StreamMethods.Nothing),
            PushOutcome.NotShared => RestAnswer.BadRequest("The stream of a single viewer is not sent on"),
            PushOutcome.NotReady => RestAnswer.NotFound("Publish stream is not ready"),
            PushOutcome.AlreadyPushed => RestAnswer.Failure(HttpStatusCode.Conflict, "The stream is sent there already"),
            PushOutcome.TooMany => RestAnswer.Failure(HttpStatusCode.Conflict, "The stream is sent to as many servers as it may"),
            _ => RestAnswer.Failure(HttpStatusCode.InternalServerError, "No node can take it"),
        };
    }

    /// <summary>Lists what matches of that which is sent on.</summary>
    public async Task<RestAnswer> FindAsync(PushQuery query) =>
        RestAnswer.OfList([.. (await PushesAsync()).Select(PushItem.Of).Where(query.Matches)], Nothing);

    /// <summary>Sends a stream on no longer.</summary>
    public Task<RestAnswer> TerminateAsync(PushOrder order) => WithAsync(order, async push =>
    {
        await cluster.Get(push.StreamKey).Unsubscribe(push.MediaSessionId, StreamEndReason.Terminated);
        return true;
    });

    /// <summary>Sends silence in place of the sound.</summary>
    public Task<RestAnswer> MuteAsync(PushOrder order) => WithAsync(order, push => cluster.Get(push.StreamKey).MutePush(push.MediaSessionId, isMuted: true));

    /// <summary>Sends the sound again.</summary>
    public Task<RestAnswer> UnmuteAsync(PushOrder order) => WithAsync(order, push => cluster.Get(push.StreamKey).MutePush(push.MediaSessionId, isMuted: false));

    private async Task<RestAnswer> WithAsync(PushOrder order, Func<ViewerDescription, Task<bool>> act)
    {
        if (string.IsNullOrEmpty(order.MediaSessionId))
        {
            return RestAnswer.BadRequest("The mediaSessionId is needed");
        }

        ViewerDescription? found = (await PushesAsync()).FirstOrDefault(push => push.MediaSessionId == order.MediaSessionId);
        return found is not null && await act(found) ? RestAnswer.Done : RestAnswer.NotFound(Nothing);
    }

    private async Task<IEnumerable<ViewerDescription>> PushesAsync() => (await cluster.Directory.List()).Viewers.Where(viewer => viewer.PushUrl is not null);
}
