namespace Vod.Api.Rest.Streams;

/// <summary>A picture of a stream.</summary>
internal sealed record Snapshot
{
    /// <summary>A PNG file in base64.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
