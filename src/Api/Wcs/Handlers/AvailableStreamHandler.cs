using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>availableStream</c>: would this name play? Personal streams are made on demand, so the name is enough; a missing file is told when it is played.</summary>
internal sealed class AvailableStreamHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "availableStream";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument)
    {
        StreamRequest request = StreamRequest.Read(argument, published: false);
        if (request.MediaSessionId is not null)
        {
            bool available = StreamUri.TryParse(request.Name, out StreamUri uri) && uri.Scheme != StreamScheme.Name;
            session.Send(ServerMessages.AvailableStream(request.MediaSessionId, available, available ? "" : WcsStatus.StreamNotFound.Info!));
        }
    }
}
