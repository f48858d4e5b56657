using System.Text.Json;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>stopStream</c>: the viewer pressed Stop; sent again when the client is unsure.</summary>
internal sealed class StopStreamHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "stopStream";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument) => session.Streams.Stop(StreamRequest.Read(argument, published: false));
}
