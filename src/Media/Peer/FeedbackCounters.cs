using System.Runtime.CompilerServices;

namespace Vod.Media.Peer;

/// <summary>One counter per <see cref="FeedbackKind"/>.</summary>
internal struct FeedbackCounters
{
    /// <summary>Number of kinds.</summary>
    public const int Count = (int)FeedbackKind.ReceiverEstimate + 1;

    private Counts _counts;

    /// <summary>Messages of one kind.</summary>
    public readonly long this[FeedbackKind kind] => _counts[(int)kind];

    /// <summary>Counts a message.</summary>
    public void Add(FeedbackKind kind) => _counts[(int)kind]++;

    [InlineArray(Count)]
    private struct Counts
    {
        private long _first;
    }
}
