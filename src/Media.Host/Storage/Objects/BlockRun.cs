using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>Neighbouring blocks that one request brings, one after another. Guarded by the lock of the fetcher.</summary>
/// <param name="loads">The blocks, at least one.</param>
/// <param name="startedAt">When the request was made.</param>
internal sealed class BlockRun(List<BlockLoad> loads, DateTimeOffset startedAt)
{
    private int _next;

    /// <summary>Of which object.</summary>
    public ObjectVersion Version { get; } = loads[0].Version;

    /// <summary>First byte it asks for: not always that of a block, as a request that broke off is continued.</summary>
    public long Offset { get; } = loads[0].Version.StartOf(loads[0].Index) + loads[0].Filled;

    /// <summary>Bytes it asks for.</summary>
    public long Length { get; } = loads[0].Version.StartOf(loads[^1].Index) + loads[^1].Length - loads[0].Version.StartOf(loads[0].Index) - loads[0].Filled;

    /// <summary>When the request was made.</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>When bytes last came; null if none did. Belongs to the request.</summary>
    public DateTimeOffset? LastProgress { get; set; }

    /// <summary>Number of the block that comes next.</summary>
    public int Position => loads[Math.Min(_next, loads.Count - 1)].Index;

    /// <summary>Whether it was cut short, so that the answer is longer than what is read of it.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The blocks that have not come.</summary>
    public IEnumerable<BlockLoad> Rest => loads.Skip(_next);

    /// <summary>The block that comes next; false after the last.</summary>
    public bool TryGetNext([NotNullWhen(true)] out BlockLoad? load)
    {
        load = _next < loads.Count ? loads[_next] : null;
        return load is not null;
    }

    /// <summary>The block that came next is here.</summary>
    public void Advance() => _next++;

    /// <summary>Takes the blocks from a number on away, which have not come yet.</summary>
    public IReadOnlyList<BlockLoad> CutBefore(int index)
    {
        int at = loads.FindIndex(_next, load => load.Index >= index);
        if (at < 0)
        {
            return [];
        }

        List<BlockLoad> cut = loads[at..];
        loads.RemoveRange(at, cut.Count);
        IsCut = true;
        return cut;
    }
}
