using System.Text;
using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Handlers;

/// <summary><c>sendStreamEvent</c>: the page that publishes a stream has muted something, or has data for those who play it.</summary>
internal sealed class SendStreamEventHandler : IWcsHandler
{
    /// <inheritdoc/>
    public string Message => "sendStreamEvent";

    /// <inheritdoc/>
    public void Handle(WcsSession session, JsonElement argument)
    {
        if (!JsonFields.TryGetText(argument, "mediaSessionId", out string? id)
            || !JsonFields.TryGetText(argument, "type", out string? type) || WcsStreamEvents.KindOf(type) is not { } kind)
        {
            return;
        }

        string? payload = argument.TryGetProperty("payload", out JsonElement value) ? value.GetRawText() : null;
        if (payload is not null && Encoding.UTF8.GetByteCount(payload) > WcsLimits.MaxEventPayloadBytes)
        {
            session.Send(ServerMessages.Fail(Message, $"The payload is longer than {WcsLimits.MaxEventPayloadBytes} bytes"));
        }
        else if (!session.Streams.TrySendEvent(id, new StreamEvent(kind, payload)))
        {
            session.Send(ServerMessages.Fail(Message, WcsStatus.TooManyQuestions.Info!));
        }
    }
}
