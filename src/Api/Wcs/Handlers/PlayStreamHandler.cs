using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>playStream</c>: the client wants to watch; it has made its offer already.</summary>
internal sealed class PlayStreamHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "playStream";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument)
    {
        StreamRequest request = StreamRequest.Read(argument, published: false);
        if (session.IsEstablished)
        {
            session.Streams.Play(request);
        }
        else
        {
            session.Streams.Tell(request, WcsStatus.SessionNotReady);
        }
    }
}
