using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>publishStream</c>: the client has its camera and has made its offer.</summary>
internal sealed class PublishStreamHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "publishStream";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument)
    {
        StreamRequest request = StreamRequest.Read(argument, published: true);
        if (session.IsEstablished)
        {
            session.Streams.Publish(request);
        }
        else
        {
            session.Streams.Tell(request, WcsStatus.SessionNotReady);
        }
    }
}
