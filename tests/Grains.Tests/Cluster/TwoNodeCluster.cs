namespace Vod.Grains.Tests.Cluster;

/// <summary>A cluster of two nodes.</summary>
public sealed class TwoNodeCluster() : GrainCluster(silos: 2);
