using System.Text.Json;

namespace Vod.Api.Rest.Streams;

/// <summary>Data for the viewers of a stream.</summary>
internal sealed record StreamEventRequest
{
    /// <summary>The name of a shared stream, or the URI of any.</summary>
    public string? StreamName { get; init; }

    /// <summary>Any JSON value; pages get it as it is, in a <c>notifyStreamEvent</c> of type <c>data</c>.</summary>
    public JsonElement Payload { get; init; }
}
