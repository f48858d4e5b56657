using System.Text.Json;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>sessionDebug</c>: acknowledged; the logs that follow are not kept.</summary>
internal sealed class SessionDebugHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "sessionDebug";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument) =>
        session.Send(ServerMessages.SessionDebug(JsonFields.Text(argument, "command") == "start" ? "started" : "stopped"));
}
