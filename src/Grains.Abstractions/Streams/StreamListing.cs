namespace Vod.Grains.Abstractions.Streams;

/// <summary>The streams and viewers of the cluster, or of one node, at one moment.</summary>
/// <param name="Streams">Streams that are there, in the order of their creation.</param>
/// <param name="Viewers">Their viewers, likewise.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamListing")]
public sealed record StreamListing(
    [property: Id(0)] IReadOnlyList<VodStreamDescription> Streams,
    [property: Id(1)] IReadOnlyList<ViewerDescription> Viewers)
{
    /// <summary>What is being recorded.</summary>
    [Id(2)]
    public IReadOnlyList<RunningRecording> Recordings { get; init; } = [];
}
