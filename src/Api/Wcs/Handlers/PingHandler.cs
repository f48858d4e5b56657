using System.Text.Json;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>ping</c>: a client with <c>pingInterval</c> checks that we live.</summary>
internal sealed class PingHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "ping";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument) => session.Send(ServerMessages.Pong);
}
