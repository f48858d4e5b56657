using Vod.Media.Timing;

namespace Vod.Media.Ice;

/// <summary>
/// The credentials a session takes checks with: one set, or two while an ICE restart is under way (RFC 8445 section 9). Media goes on over the old path until the
/// peer has nominated one with the new set, so its checks must find both; more than two are never good.
/// </summary>
internal sealed class LocalCredentials(IceCredentials first)
{
    /// <summary>
    /// Shortest time between two restarts. A restart takes the peer an exchange of signalling and a round of checks; one that asks more often than this only makes work.
    /// </summary>
    public static readonly TimeSpan MinRestartInterval = TimeSpan.FromSeconds(1);

    private MonotonicTime? _restartedAt;

    /// <summary>The set of the ICE session that media flows in, or is to flow in.</summary>
    public IceCredentials Current { get; private set; } = first;

    /// <summary>The set of a restart that no check has nominated a path with yet; null when there is none.</summary>
    public IceCredentials? Next { get; private set; }

    /// <summary>The set a check is addressed to; null when it is none of ours.</summary>
    public IceCredentials? Find(UfragKey ufrag)
    {
        if (ufrag == Current.Key)
        {
            return Current;
        }

        return ufrag == Next?.Key ? Next : null;
    }

    /// <summary>Takes a new set beside the current one, in place of one that was never used. False when it comes too soon after the last.</summary>
    public bool TryRestart(IceCredentials fresh, MonotonicTime now)
    {
        if (now - _restartedAt < MinRestartInterval)
        {
            return false;
        }

        _restartedAt = now;
        Next = fresh;
        return true;
    }

    /// <summary>A path was nominated with this set: it is the current one from here on, and the one before it is forgotten.</summary>
    public void Settle(IceCredentials nominated)
    {
        if (nominated == Next)
        {
            Current = nominated;
            Next = null;
        }
    }
}
