using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>unPublishStream</c>: nothing is published here, but without an answer the button of the page hangs.</summary>
internal sealed class UnpublishStreamHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "unPublishStream";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument) =>
        session.Streams.Tell(StreamRequest.Read(argument, published: true), WcsStatus.UnpublishedByUser);
}
