using System.Runtime.CompilerServices;

namespace Vod.Media.Ice;

/// <summary>One counter per <see cref="IceDropReason"/>, held in the agent itself.</summary>
internal struct IceDropCounters
{
    private Counts _counts;

    /// <summary>Drops for one reason.</summary>
    public readonly uint this[IceDropReason reason] => _counts[(int)reason];

    /// <summary>Counts one drop.</summary>
    public void Count(IceDropReason reason) => _counts[(int)reason]++;

    [InlineArray((int)IceDropReason.Replayed + 1)]
    private struct Counts
    {
        private uint _first;
    }
}
