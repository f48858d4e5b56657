using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Handlers;

/// <summary>
/// <c>snapshot</c>: a picture of what the page's own stream shows now, or of the shared stream of a name. A personal stream is nobody's but its viewer's, so its URI
/// does not lead to one.
/// </summary>
internal sealed class SnapshotHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "snapshot";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument)
    {
        StreamRequest request = StreamRequest.Read(argument, published: false);
        if (request.MediaSessionId is not { } id)
        {
            return;
        }

        if (session.Streams.KeyOf(id) is { } own)
        {
            session.Snapshots.Take(new SnapshotTarget(id, own, id));
        }
        else if (StreamUri.TryParse(request.Name, out StreamUri uri) && uri.SharedKey is { } shared)
        {
            session.Snapshots.Take(new SnapshotTarget(id, shared, null));
        }
        else
        {
            session.Send(ServerMessages.SnapshotFailed(id, WcsStatus.StreamNotFound.Info!));
        }
    }
}
