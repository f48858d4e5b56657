using System.Text;
using System.Text.Json;
using Vod.Api.Streams;
using Vod.Api.Wcs;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Rest.Streams;

/// <summary>What <c>/rest-api/stream/event/send</c> does.</summary>
internal sealed class SendEventMethod(IVodStreams cluster)
{
    private static readonly RestAnswer TooLong = RestAnswer.BadRequest($"The payload is longer than {WcsLimits.MaxEventPayloadBytes} bytes");

    /// <summary>Sends data to the viewers of a stream.</summary>
    public async Task<RestAnswer> SendAsync(StreamEventRequest request)
    {
        if (string.IsNullOrEmpty(request.StreamName) || request.Payload.ValueKind == JsonValueKind.Undefined)
        {
            return RestAnswer.BadRequest("The streamName and the payload are needed");
        }

        string payload = request.Payload.GetRawText();
        if (Encoding.UTF8.GetByteCount(payload) > WcsLimits.MaxEventPayloadBytes)
        {
            return TooLong;
        }

        return await GrainCalls.AnyAsync(await KeysAsync(request.StreamName), key => cluster.Get(key).SendData(payload))
            ? RestAnswer.Done
            : RestAnswer.NotFound(StreamMethods.Nothing);
    }

    // The URI of personal streams is the name of each of them.
    private async Task<IEnumerable<string>> KeysAsync(string name)
    {
        if (!StreamUri.TryParse(name, out StreamUri uri))
        {
            return [];
        }

        return uri.SharedKey is { } key
            ? [key]
            : (await cluster.Directory.List()).Streams.Where(stream => RestFilter.MatchesStream(name, stream.Origin.Name)).Select(stream => stream.Key);
    }
}
