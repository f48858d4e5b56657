using Vod.Media.Playback;

namespace Vod.Media.Peer;

/// <summary>What a stream takes in each quality, sound included, in bits per second of UDP payload.</summary>
/// <param name="Full">Everything.</param>
/// <param name="NoDisposable">Without the pictures nobody refers to.</param>
internal readonly record struct QualityNeeds(long Full, long NoDisposable)
{
    /// <summary>Leaving out pictures that are less than this share of the stream is not worth a step of its own.</summary>
    public const double MinDisposableShare = 0.05;

    /// <summary>The best quality that a path carries with some margin: 1 for none.</summary>
    public SendQuality BestWithin(long? bitsPerSecond, double margin)
    {
        if (bitsPerSecond is not { } path || path >= Full * margin)
        {
            return SendQuality.Full;
        }

        bool isWorthIt = NoDisposable <= Full * (1 - MinDisposableShare);
        return isWorthIt && path >= NoDisposable * margin ? SendQuality.NoDisposable : SendQuality.KeyFramesOnly;
    }
}
