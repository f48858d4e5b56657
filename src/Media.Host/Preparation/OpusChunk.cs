namespace Vod.Media.Host.Preparation;

/// <summary>
/// The packets of one chunk. One thread adds them in order, any number of threads read those that were added, without locks; a
/// packet that was published never changes.
/// </summary>
internal sealed class OpusChunk
{
    // Packets are copied into segments of this size instead of an array each.
    private const int SegmentLength = 16 * 1024;

    private readonly ReadOnlyMemory<byte>[] _packets;
    private byte[] _segment = [];
    private int _segmentUsed;
    private int _available;
    private long _lastUse;

    /// <summary>An empty chunk that will have <paramref name="count"/> packets.</summary>
    public OpusChunk(int count) => _packets = new ReadOnlyMemory<byte>[count];

    /// <summary>A complete chunk.</summary>
    public OpusChunk(ReadOnlyMemory<byte>[] packets)
    {
        _packets = packets;
        _available = packets.Length;
        MemoryBytes = packets.Sum(packet => packet.Length);
    }

    /// <summary>Packets that the chunk has when it is complete.</summary>
    public int Count => _packets.Length;

    /// <summary>Packets that can be read by now.</summary>
    public int Available => Volatile.Read(ref _available);

    /// <summary>Whether all packets are there.</summary>
    public bool IsComplete => Available == Count;

    /// <summary>Bytes of the packets. For the thread that adds, or of a complete chunk.</summary>
    public int MemoryBytes { get; private set; }

    /// <summary>When the chunk was last asked for, in ticks of the preparation's clock.</summary>
    public long LastUse
    {
        get => Volatile.Read(ref _lastUse);
        set => Volatile.Write(ref _lastUse, value);
    }

    /// <summary>All packets of a complete chunk.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Packets => _packets;

    /// <summary>Gives packet <paramref name="index"/> if it is there by now.</summary>
    public bool TryGet(int index, out ReadOnlyMemory<byte> packet)
    {
        if (index >= Available)
        {
            packet = default;
            return false;
        }

        packet = _packets[index];
        return true;
    }

    /// <summary>Publishes the next packet; for the one thread that makes the chunk.</summary>
    public void Add(ReadOnlySpan<byte> packet)
    {
        if (_segment.Length - _segmentUsed < packet.Length)
        {
            _segment = new byte[Math.Max(SegmentLength, packet.Length)];
            _segmentUsed = 0;
        }

        packet.CopyTo(_segment.AsSpan(_segmentUsed));
        int index = _available;
        _packets[index] = _segment.AsMemory(_segmentUsed, packet.Length);
        _segmentUsed += packet.Length;
        MemoryBytes += packet.Length;

        // Readers look at _available first, so the packet must be in place before it grows.
        Volatile.Write(ref _available, index + 1);
    }
}
