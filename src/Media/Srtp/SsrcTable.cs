namespace Vod.Media.Srtp;

/// <summary>
/// State by SSRC for the few streams of one session: a scan of an array beats a dictionary at this size, and grows up to a
/// limit instead of with whatever arrives.
/// </summary>
/// <param name="limit">Streams it will hold at most.</param>
internal sealed class SsrcTable<TState>(int limit)
    where TState : struct
{
    // Audio, video, retransmission and the SSRC of receiver reports: what an ordinary session needs.
    private const int InitialCapacity = 4;

    private uint[] _ssrcs = new uint[Math.Min(InitialCapacity, limit)];
    private TState[] _states = new TState[Math.Min(InitialCapacity, limit)];
    private int _count;

    /// <summary>Streams held.</summary>
    public int Count => _count;

    /// <summary>Whether <see cref="Add"/> would fail.</summary>
    public bool IsFull => _count == limit;

    /// <summary>The state in a slot.</summary>
    public ref TState this[int slot] => ref _states[slot];

    /// <summary>The slot of an SSRC, or -1.</summary>
    public int Find(uint ssrc) => _ssrcs.AsSpan(0, _count).IndexOf(ssrc);

    /// <summary>Makes a slot with default state for an SSRC that has none.</summary>
    public int Add(uint ssrc)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_count, limit);
        if (_count == _ssrcs.Length)
        {
            int capacity = Math.Min(2 * _count, limit);
            Array.Resize(ref _ssrcs, capacity);
            Array.Resize(ref _states, capacity);
        }

        _ssrcs[_count] = ssrc;
        return _count++;
    }
}
