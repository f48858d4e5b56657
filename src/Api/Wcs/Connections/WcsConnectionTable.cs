using System.Collections.Concurrent;

namespace Vod.Api.Wcs.Connections;

/// <summary>The open WebSockets of this process.</summary>
internal sealed class WcsConnectionTable
{
    private readonly ConcurrentDictionary<string, WcsConnectionEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<WcsConnectionEntry> List() =>
        [.. _entries.Values.OrderBy(entry => entry.Created).ThenBy(entry => entry.Id, StringComparer.Ordinal)];

    /// <summary>The connection of an id, or null.</summary>
    public WcsConnectionEntry? Find(string id) => _entries.GetValueOrDefault(id);

    /// <summary>A socket was accepted.</summary>
    public void Add(WcsConnectionEntry entry) => _entries[entry.Id] = entry;

    /// <summary>A connection is over or about to be; who gets true is the one that may order it.</summary>
    public bool Remove(WcsConnectionEntry entry) => _entries.TryRemove(entry.Id, out _);
}
