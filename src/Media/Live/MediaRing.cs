using System.Numerics;

namespace Vod.Media.Live;

/// <summary>
/// The last items of something that goes on: what each is, and its bytes. One thread adds, any number of threads read, and nobody waits for anybody.
/// </summary>
/// <remarks>
/// Numbers are given in order and never again, so the number of the oldest item serves as a version: who adds moves it on before he writes over anything, and who reads looks at it again
/// after he has copied. What he has copied meanwhile is then either whole, or known to be of no use (a sequence lock, as in the Linux kernel, for each item). Counting those who
/// read instead would have them write to memory that all workers share, for each picture; buffers that are never written again would have to be made, or given back by whoever is
/// the last to read. So nothing is allocated in the long run, and a reader pays for one copy of the bytes.
/// </remarks>
/// <typeparam name="TFacts">What an item is.</typeparam>
internal sealed class MediaRing<TFacts>
    where TFacts : struct
{
    /// <summary>Bytes there is room for from the start; more is made when it is needed.</summary>
    private const int InitialBytes = 64 * 1024;

    private readonly Slot[] _slots;
    private readonly int _maxBytes;
    private byte[] _bytes;
    private long _first;
    private long _end;
    private long _written; // bytes of all items that were ever added

    /// <param name="maxItems">Most items that are kept; a power of two.</param>
    /// <param name="maxBytes">Most bytes of them; a power of two.</param>
    public MediaRing(int maxItems, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(maxItems) && BitOperations.IsPow2(maxBytes), true);
        _slots = new Slot[maxItems];
        _maxBytes = maxBytes;
        _bytes = new byte[Math.Min(InitialBytes, maxBytes)];
    }

    /// <summary>The oldest item that is kept.</summary>
    public long First => Volatile.Read(ref _first);

    /// <summary>The number of the item that is added next.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Adds an item; for the one thread that does. The oldest make room for it.</summary>
    /// <returns>False when it is larger than all the memory there may be: then it has no number either.</returns>
    public bool TryAdd(in TFacts facts, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _maxBytes)
        {
            return false;
        }

        MakeRoom(bytes.Length);
        Copy(bytes, _bytes, _written);
        Place(_end) = new Slot { Facts = facts, Start = _written, Length = bytes.Length };
        _written += bytes.Length;

        // Readers look at the end first, so all of the item must be in place before.
        Volatile.Write(ref _end, _end + 1);
        return true;
    }

    /// <summary>Forgets the items before a number; for the one thread that adds.</summary>
    public void Forget(long before)
    {
        Volatile.Write(ref _first, Math.Clamp(before, _first, _end));

        // Nothing is written over before everybody can know.
        Volatile.WriteBarrier();
    }

    /// <summary>What an item is; false when it is not kept any more, or has not come.</summary>
    public bool TryGet(long number, out TFacts facts, out int length)
    {
        (facts, length) = (default, 0);
        if (number < First || number >= End)
        {
            return false;
        }

        Slot slot = Place(number);
        (facts, length) = (slot.Facts, slot.Length);
        return IsKept(number);
    }

    /// <summary>Copies the bytes of an item; false when it is not kept any more, has not come, or there is no room for it.</summary>
    public bool TryCopy(long number, Span<byte> destination)
    {
        if (number < First || number >= End)
        {
            return false;
        }

        Slot slot = Place(number);
        if (!IsKept(number) || slot.Length > destination.Length)
        {
            return false;
        }

        byte[] bytes = Volatile.Read(ref _bytes);
        int start = (int)(slot.Start & (bytes.Length - 1));
        int whole = Math.Min(slot.Length, bytes.Length - start);
        bytes.AsSpan(start, whole).CopyTo(destination);
        bytes.AsSpan(0, slot.Length - whole).CopyTo(destination[whole..]);
        return IsKept(number);
    }

    private ref Slot Place(long number) => ref _slots[number & (_slots.Length - 1)];

    // After what has been read of an item: whether nobody has begun to write over it.
    private bool IsKept(long number)
    {
        Volatile.ReadBarrier();
        return number >= First;
    }

    private void MakeRoom(int length)
    {
        long first = Math.Max(_first, _end - _slots.Length + 1);
        while (first < _end && _written - Place(first).Start + length > _maxBytes)
        {
            first++;
        }

        Forget(first);
        long kept = first < _end ? _written - Place(first).Start : 0;
        if (kept + length > _bytes.Length)
        {
            Grow(kept, (int)BitOperations.RoundUpToPowerOf2((uint)(kept + length)));
        }
    }

    private void Grow(long kept, int size)
    {
        byte[] larger = new byte[size];
        for (long at = _written - kept; at < _written;)
        {
            int from = (int)(at & (_bytes.Length - 1));
            int piece = (int)Math.Min(_bytes.Length - from, _written - at);
            Copy(_bytes.AsSpan(from, piece), larger, at);
            at += piece;
        }

        // Whoever still reads in the old one finds everything there that he knows of.
        Volatile.Write(ref _bytes, larger);
    }

    private static void Copy(ReadOnlySpan<byte> bytes, byte[] ring, long at)
    {
        int start = (int)(at & (ring.Length - 1));
        int whole = Math.Min(bytes.Length, ring.Length - start);
        bytes[..whole].CopyTo(ring.AsSpan(start));
        bytes[whole..].CopyTo(ring);
    }

    private struct Slot
    {
        public TFacts Facts;
        public long Start;
        public int Length;
    }
}
