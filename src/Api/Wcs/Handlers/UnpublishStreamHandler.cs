using System.Text.Json;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>unPublishStream</c>: the publisher pressed Stop. What it says of <c>record</c> means nothing: the SDK always says false.</summary>
internal sealed class UnpublishStreamHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "unPublishStream";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument) => session.Streams.Stop(StreamRequest.Read(argument, published: true));
}
