using System.Text.Json;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>snapshot</c>: not served; the promise of the page is rejected.</summary>
internal sealed class SnapshotHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "snapshot";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument)
    {
        if (StreamRequest.Read(argument, published: false).MediaSessionId is { } id)
        {
            session.Send(ServerMessages.SnapshotFailed(id, "Snapshots are not supported"));
        }
    }
}
