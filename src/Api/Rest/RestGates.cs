namespace Vod.Api.Rest;

/// <summary>The gates of the process.</summary>
internal sealed class RestGates : IDisposable
{
    /// <summary>For what asks one grain, or nobody.</summary>
    public RestGate Ordinary { get; } = new(RestLimits.MaxRequests, RestLimits.MaxWaitingRequests);

    /// <summary>For what asks every node.</summary>
    public RestGate Listings { get; } = new(RestLimits.MaxListings, RestLimits.MaxWaitingListings);

    /// <summary>For snapshots.</summary>
    public RestGate Snapshots { get; } = new(RestLimits.MaxSnapshots, RestLimits.MaxWaitingSnapshots);

    /// <inheritdoc/>
    public void Dispose()
    {
        Ordinary.Dispose();
        Listings.Dispose();
        Snapshots.Dispose();
    }
}
