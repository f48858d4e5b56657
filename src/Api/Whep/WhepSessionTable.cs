using System.Diagnostics.CodeAnalysis;

namespace Vod.Api.Whep;

/// <summary>
/// The sessions of this process. One counts until the cluster has confirmed that it is free, so that a player cannot pile up sessions faster than they end.
/// Requests, nodes and the ticker come to it at the same time.
/// </summary>
/// <param name="capacity">The most there may be.</param>
internal sealed class WhepSessionTable(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WhepSession> _byViewer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WhepSession> _byId = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Adds a session that players cannot find yet; false when there are too many.</summary>
    public bool TryAdd(WhepSession session)
    {
        lock (_lock)
        {
            if (_count >= capacity)
            {
                return false;
            }

            _count++;
            _byViewer.Add(session.MediaSessionId, session);
            return true;
        }
    }

    /// <summary>Lets players find it; false when it is over already.</summary>
    public bool TryPublish(WhepSession session)
    {
        lock (_lock)
        {
            return _byViewer.ContainsKey(session.MediaSessionId) && _byId.TryAdd(session.Id, session);
        }
    }

    /// <summary>Takes a session out. True for one caller only, who calls <see cref="Free"/> when nothing of it is left.</summary>
    public bool TryRemove(WhepSession session)
    {
        lock (_lock)
        {
            _byId.Remove(session.Id);
            return _byViewer.Remove(session.MediaSessionId);
        }
    }

    /// <summary>One that was taken out counts no longer.</summary>
    public void Free()
    {
        lock (_lock)
        {
            _count--;
        }
    }

    /// <summary>The session of a URL.</summary>
    public bool TryFind(WhepTarget target, [NotNullWhen(true)] out WhepSession? session)
    {
        lock (_lock)
        {
            return _byId.TryGetValue(target.Session ?? "", out session) && session.Stream == target.Stream && session.Publishes == target.Publishes;
        }
    }

    /// <summary>The session of a viewer.</summary>
    public bool TryFindViewer(string mediaSessionId, [NotNullWhen(true)] out WhepSession? session)
    {
        lock (_lock)
        {
            return _byViewer.TryGetValue(mediaSessionId, out session);
        }
    }

    /// <summary>All sessions at this moment.</summary>
    public WhepSession[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _byViewer.Values];
        }
    }
}
