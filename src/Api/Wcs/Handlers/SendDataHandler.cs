using System.Text.Json;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>sendData</c>: there is no app behind this server that could take it; the promise of the page is rejected.</summary>
internal sealed class SendDataHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "sendData";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument)
    {
        if (JsonFields.TryGetText(argument, "operationId", out string? operationId))
        {
            session.Send(ServerMessages.DataFailed(operationId, "Data messages are not supported"));
        }
    }
}
