using System.Collections.Concurrent;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Nodes;

/// <summary>
/// The streams whose grains are active on this silo, as they described themselves last. Grains write, listings read; so a listing asks no grain, waits for none and
/// wakes none.
/// </summary>
internal sealed class ActiveStreams
{
    private readonly ConcurrentDictionary<string, VodStreamDescription> _streams = new(StringComparer.Ordinal);

    /// <summary>The streams of this moment.</summary>
    public IReadOnlyCollection<VodStreamDescription> Snapshot() => [.. _streams.Values];

    /// <summary>Enters a stream, or what has become of it; null takes it out.</summary>
    public void Set(string key, VodStreamDescription? description)
    {
        if (description is null)
        {
            _streams.TryRemove(key, out _);
        }
        else
        {
            _streams[key] = description;
        }
    }
}
