namespace Vod.Api.Rest.Streams;

/// <summary>A stream whose picture is wanted.</summary>
internal sealed record SnapshotRequest
{
    /// <summary>The name of a shared stream, the URI of any, or the id of a source or a viewer.</summary>
    public string? StreamName { get; init; }
}
