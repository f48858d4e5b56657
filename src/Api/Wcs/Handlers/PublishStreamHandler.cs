using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>publishStream</c>: not served yet, and said so instead of leaving the page to wait.</summary>
internal sealed class PublishStreamHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "publishStream";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument) =>
        session.Streams.Tell(StreamRequest.Read(argument, published: true), WcsStatus.PublishingNotSupported);
}
