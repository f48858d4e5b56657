namespace Vod.Api.Wcs;

/// <summary>Admits a steady rate and a burst above it.</summary>
/// <param name="rate">Tokens per second.</param>
/// <param name="burst">Most tokens that can be saved up; the bucket starts full.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBucket(double rate, double burst, TimeProvider time)
{
    // Tokens taken from a full bucket and not yet refilled.
    private double _taken;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes a token; false when there is none.</summary>
    public bool TryTake()
    {
        long now = time.GetTimestamp();
        _taken = Math.Max(0, _taken - (time.GetElapsedTime(_filledAt, now).TotalSeconds * rate));
        _filledAt = now;
        if (_taken + 1 > burst)
        {
            return false;
        }

        _taken++;
        return true;
    }
}
