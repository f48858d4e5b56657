using System.Text.Json;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>availableStream</c>: would this name play?</summary>
internal sealed class AvailableStreamHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "availableStream";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument)
    {
        StreamRequest request = StreamRequest.Read(argument, published: false);
        if (request.MediaSessionId is { } id)
        {
            session.Questions.AskAvailable(id, request.Name);
        }
    }
}
