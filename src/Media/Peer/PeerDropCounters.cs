using System.Runtime.CompilerServices;

namespace Vod.Media.Peer;

/// <summary>One counter per <see cref="PeerDropReason"/>.</summary>
internal struct PeerDropCounters
{
    /// <summary>Number of reasons.</summary>
    public const int Count = (int)PeerDropReason.RetransmissionRefused + 1;

    private Counts _counts;

    /// <summary>Drops for one reason.</summary>
    public readonly long this[PeerDropReason reason] => _counts[(int)reason];

    /// <summary>Counts a drop.</summary>
    public void Add(PeerDropReason reason) => _counts[(int)reason]++;

    [InlineArray(Count)]
    private struct Counts
    {
        private long _first;
    }
}
