using System.Diagnostics.CodeAnalysis;

namespace Vod.Grains.Tests.Cluster;

/// <summary>Membership as the test says it is.</summary>
internal sealed class FixedMembership(SiloAddress self, SiloAddress[] active) : ISiloStatusOracle
{
    public SiloAddress[] Active { get; set; } = active;

    public SiloStatus CurrentStatus => SiloStatus.Active;

    public string SiloName => "self";

    public SiloAddress SiloAddress => self;

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => Active.Contains(siloAddress) ? SiloStatus.Active : SiloStatus.Dead;

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) =>
        Active.ToDictionary(silo => silo, _ => SiloStatus.Active);

    public SiloAddress[] GetActiveSilos() => Active;

    public bool TryGetSiloName(SiloAddress siloAddress, [NotNullWhen(true)] out string? siloName) => throw new NotSupportedException();

    public bool IsFunctionalDirectory(SiloAddress siloAddress) => throw new NotSupportedException();

    public bool IsDeadSilo(SiloAddress silo) => !Active.Contains(silo);

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => throw new NotSupportedException();

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => throw new NotSupportedException();
}
