using Vod.Media.Rtp;

namespace Vod.Media.Publish.Reception;

/// <summary>
/// Keeps packets that came before their turn. One that comes in its turn is never copied, so without loss and reordering nothing is kept.
/// </summary>
/// <param name="capacity">Numbers from the next one on that there is room for; a power of two.</param>
internal sealed class ReorderBuffer(int capacity)
{
    /// <summary>Bytes of the largest payload: no datagram of a browser is longer than an Ethernet frame.</summary>
    public const int MaxPayload = 1500;

    private readonly Slot[] _slots = new Slot[capacity];
    private readonly Stack<byte[]> _free = [];
    private int _held;
    private int _allocated;

    /// <summary>Numbers there is room for.</summary>
    public int Capacity => capacity;

    /// <summary>Packets that are kept.</summary>
    public int Held => _held;

    /// <summary>Bytes of memory that were ever needed for packets.</summary>
    public int AllocatedBytes => _allocated * MaxPayload;

    /// <summary>Keeps a packet that is not there yet.</summary>
    /// <param name="number">Less than <see cref="Capacity"/> from the next one.</param>
    /// <param name="timestamp">Of the packet.</param>
    /// <param name="marker">Of the packet.</param>
    /// <param name="payload">Not longer than <see cref="MaxPayload"/>.</param>
    public void Keep(ExtendedSequenceNumber number, RtpTimestamp timestamp, bool marker, ReadOnlySpan<byte> payload)
    {
        byte[]? bytes;
        if (!_free.TryPop(out bytes))
        {
            bytes = new byte[MaxPayload];
            _allocated++;
        }

        payload.CopyTo(bytes);
        SlotOf(number) = new() { Number = number.Value, Bytes = bytes, Length = payload.Length, Timestamp = timestamp, Marker = marker };
        _held++;
    }

    /// <summary>Takes a packet out; its bytes stay until the next call of <see cref="Keep"/>.</summary>
    public bool TryTake(ExtendedSequenceNumber number, bool followsGap, out ReceivedPayload payload)
    {
        payload = default;
        ref Slot slot = ref SlotOf(number);
        if (slot.Bytes is not { } bytes || slot.Number != number.Value)
        {
            return false;
        }

        payload = new(slot.Timestamp, slot.Marker, followsGap, bytes.AsSpan(0, slot.Length));
        Free(ref slot);
        return true;
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        for (int i = 0; i < _slots.Length && _held > 0; i++)
        {
            if (_slots[i].Bytes is not null)
            {
                Free(ref _slots[i]);
            }
        }
    }

    private ref Slot SlotOf(ExtendedSequenceNumber number) => ref _slots[(int)(number.Value & (capacity - 1))];

    private void Free(ref Slot slot)
    {
        _free.Push(slot.Bytes!);
        slot = default;
        _held--;
    }

    private struct Slot
    {
        public long Number;
        public byte[]? Bytes;
        public int Length;
        public RtpTimestamp Timestamp;
        public bool Marker;
    }
}
