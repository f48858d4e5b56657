namespace Vod.Media.Host.Udp;

/// <summary>
/// Datagrams that were received together. The memory has a slot for each and is used again and again; the garbage collector does not move it. Of one worker; its socket writes to
/// it during <see cref="IDatagramSocket.Receive"/> and at no other time.
/// </summary>
internal sealed class ReceiveBatch
{
    /// <summary>Longest datagram taken: more than any Ethernet MTU leaves room for.</summary>
    public const int DatagramBytes = 2048;

    /// <summary>Most datagrams of one batch. Viewers send little, so more would only spread over more of the cache.</summary>
    public const int Capacity = 64;

    private readonly byte[] _buffer = GC.AllocateArray<byte>(Capacity * DatagramBytes, pinned: true);
    private readonly (int Slot, int Length, TransportAddress From)[] _datagrams = new (int, int, TransportAddress)[Capacity];

    /// <summary>Datagrams in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there may be more where these came from.</summary>
    public bool IsFull => Count == Capacity;

    /// <summary>The memory of all slots, for a socket that gives the kernel its address.</summary>
    public Span<byte> Buffer => _buffer;

    /// <summary>The memory of one slot.</summary>
    public Span<byte> Slot(int index) => _buffer.AsSpan(index * DatagramBytes, DatagramBytes);

    /// <summary>Adds the datagram that was received into a slot.</summary>
    public void Add(int slot, int length, TransportAddress from) => _datagrams[Count++] = (slot, length, from);

    /// <summary>A datagram. It may be changed, as decryption in place does, and is valid until the batch is received into again.</summary>
    public Span<byte> Datagram(int index) => Slot(_datagrams[index].Slot)[.._datagrams[index].Length];

    /// <summary>Where a datagram came from.</summary>
    public TransportAddress From(int index) => _datagrams[index].From;

    /// <summary>Takes everything out.</summary>
    public void Clear() => Count = 0;
}
