using System.Diagnostics.CodeAnalysis;

namespace Vod.Grains.Streams;

/// <summary>
/// The viewers of one stream, its publisher among them if it has one, and their leases, apart from Orleans so that the rules can be tested by calling them. All times are the grain's
/// own, counted from its activation.
/// </summary>
/// <param name="lease">How long a viewer is believed in without a report.</param>
/// <param name="departedMemory">How long a departed viewer is refused.</param>
internal sealed class StreamViewers(TimeSpan lease, TimeSpan departedMemory)
{
    /// <summary>
    /// Most departed viewers remembered. Only those that left in disorder are, so a few are many; past the limit the oldest is forgotten.
    /// </summary>
    public const int MaxDeparted = 256;

    private readonly Dictionary<string, StreamViewer> _viewers = new(StringComparer.Ordinal);

    // In order of departure; the time is when to forget.
    private readonly OrderedDictionary<string, TimeSpan> _departed = new(StringComparer.Ordinal);

    /// <summary>All viewers, those included whose last event is awaited.</summary>
    public int Count => _viewers.Count;

    /// <summary>Viewers that are here to stay; the publisher is none of them.</summary>
    public int Watching { get; private set; }

    /// <summary>The publisher, if it is here to stay. One that is leaving may still be among the viewers.</summary>
    public StreamViewer? Publisher { get; private set; }

    /// <summary>Whether there is nothing in here that a new activation would have to know.</summary>
    public bool IsBlank => _viewers.Count == 0 && _departed.Count == 0;

    /// <summary>The viewers, in no order.</summary>
    public IReadOnlyCollection<StreamViewer> All => _viewers.Values;

    /// <summary>Enters a viewer; its lease starts now.</summary>
    public void Add(StreamViewer viewer, TimeSpan now)
    {
        viewer.LastReport = now;
        _viewers.Add(viewer.MediaSessionId, viewer);
        Watching += viewer.IsLeaving || viewer.IsPublisher ? 0 : 1;
        Publisher = viewer is { IsPublisher: true, IsLeaving: false } ? viewer : Publisher;
    }

    /// <summary>Finds a viewer.</summary>
    public bool TryGet(string mediaSessionId, [NotNullWhen(true)] out StreamViewer? viewer) => _viewers.TryGetValue(mediaSessionId, out viewer);

    /// <summary>The viewer of an id, or null.</summary>
    public StreamViewer? Find(string mediaSessionId) => _viewers.GetValueOrDefault(mediaSessionId);

    /// <summary>Notes that the end of a viewer has been ordered.</summary>
    public void MarkLeaving(StreamViewer viewer)
    {
        Watching -= viewer.IsLeaving || viewer.IsPublisher ? 0 : 1;
        Publisher = Publisher == viewer ? null : Publisher;
        viewer.IsLeaving = true;
        viewer.MayStayUntil = TimeSpan.Zero;
    }

    /// <summary>Notes that a viewer is about to end by itself, and until when its node need not close it.</summary>
    public void MarkLeaving(StreamViewer viewer, TimeSpan until)
    {
        if (!viewer.IsLeaving)
        {
            MarkLeaving(viewer);
            viewer.MayStayUntil = until;
        }
    }

    /// <summary>Takes a viewer out. False when it is unknown.</summary>
    public bool Remove(string mediaSessionId)
    {
        if (!_viewers.Remove(mediaSessionId, out StreamViewer? viewer))
        {
            return false;
        }

        MarkLeaving(viewer);
        return true;
    }

    /// <summary>
    /// Renews the lease of a viewer. False when its node is to close it: the viewer is unknown, was ordered to end, or is carried by another node.
    /// </summary>
    public bool Renew(string mediaSessionId, SiloAddress node, TimeSpan now)
    {
        if (!_viewers.TryGetValue(mediaSessionId, out StreamViewer? viewer) || !viewer.Node.Equals(node) || (viewer.IsLeaving && now >= viewer.MayStayUntil))
        {
            return false;
        }

        viewer.LastReport = now;
        return true;
    }

    /// <summary>Takes out the viewers whose node has been silent for the lease or is known to be gone, and remembers them as departed.</summary>
    public IReadOnlyList<StreamViewer> TakeLost(TimeSpan now, Func<SiloAddress, bool> isGone)
    {
        List<StreamViewer> lost = [.. _viewers.Values.Where(viewer => now - viewer.LastReport >= lease || isGone(viewer.Node))];
        foreach (StreamViewer viewer in lost)
        {
            Remove(viewer.MediaSessionId);
            RememberDeparted(viewer.MediaSessionId, now);
        }

        return lost;
    }

    /// <summary>
    /// Lengthens every lease by a time in which this grain could not have taken a report, so that a stall of its own silo is not held
    /// against the nodes.
    /// </summary>
    public void Forgive(TimeSpan stall)
    {
        foreach (StreamViewer viewer in _viewers.Values)
        {
            viewer.LastReport += stall;
        }
    }

    /// <summary>Refuses this id for a while.</summary>
    public void RememberDeparted(string mediaSessionId, TimeSpan now)
    {
        _departed.Remove(mediaSessionId);
        if (_departed.Count == MaxDeparted)
        {
            _departed.RemoveAt(0);
        }

        _departed.Add(mediaSessionId, now + departedMemory);
    }

    /// <summary>Whether this id is refused.</summary>
    public bool HasDeparted(string mediaSessionId, TimeSpan now)
    {
        while (_departed.Count > 0 && _departed.GetAt(0).Value <= now)
        {
            _departed.RemoveAt(0);
        }

        return _departed.ContainsKey(mediaSessionId);
    }
}
