namespace Vod.Grains.Nodes;

/// <summary>How full a node is, as it tells the others.</summary>
/// <param name="Silo">The silo of the node.</param>
/// <param name="Sessions">Sessions open now.</param>
/// <param name="Capacity">The most sessions it admits.</param>
/// <param name="Draining">Whether it admits none because it is about to stop.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.NodeSnapshot")]
internal sealed record NodeSnapshot(
    [property: Id(0)] SiloAddress Silo,
    [property: Id(1)] int Sessions,
    [property: Id(2)] int Capacity,
    [property: Id(3)] bool Draining);
