using System.Text.Json;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>pong</c>: the client answers our ping.</summary>
internal sealed class PongHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "pong";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument) => session.OnPong();
}
