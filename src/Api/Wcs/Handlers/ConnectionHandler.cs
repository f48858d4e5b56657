using System.Text.Json;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>connection</c>: the client introduces itself and waits for <c>getUserData</c>.</summary>
internal sealed class ConnectionHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "connection";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument) => session.Establish(argument);
}
