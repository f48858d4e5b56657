using System.Runtime.CompilerServices;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Bandwidth;

/// <summary>The last packets of a transport, of all its streams, in the order they were sent: what feedback is matched with.</summary>
internal sealed class TransportHistory
{
    /// <summary>
    /// Packets that are remembered, a power of two: a second of 9 Mbit/s, where feedback is a round trip and 100 ms old. What is older is neither received nor lost. 8 KB.
    /// </summary>
    public const int Capacity = 1024;

    private const long TicksPerUnit = 100;
    private readonly TransportPacket[] _packets = new TransportPacket[Capacity];
    private SequenceNumber _next;
    private int _count;

    /// <summary>The transport-wide number of the next packet.</summary>
    public SequenceNumber Next => _next;

    /// <summary>Adds a packet as it is sent.</summary>
    public void Add(int bytes, byte probe, MonotonicTime now)
    {
        _packets[_next.Value % Capacity] = new() { SentAt = UnitsOf(now), Size = (ushort)Math.Min(bytes, ushort.MaxValue), Probe = probe };
        _next = _next.Next;
        _count = Math.Min(_count + 1, Capacity);
    }

    /// <summary>A packet that is remembered; a null reference for one that is not.</summary>
    public ref TransportPacket Find(SequenceNumber number)
    {
        int age = _next - number;
        return ref age >= 1 && age <= _count ? ref _packets[number.Value % Capacity] : ref Unsafe.NullRef<TransportPacket>();
    }

    /// <summary>When a packet that is remembered was sent, to 10 µs.</summary>
    public static MonotonicTime SentAt(in TransportPacket packet, MonotonicTime now)
    {
        uint age = unchecked(UnitsOf(now) - packet.SentAt);
        return new((now.Ticks / TicksPerUnit * TicksPerUnit) - (age * TicksPerUnit));
    }

    private static uint UnitsOf(MonotonicTime time) => unchecked((uint)(time.Ticks / TicksPerUnit));
}
