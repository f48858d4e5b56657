using Vod.Media.Timing;

namespace Vod.Media.Pacing;

/// <summary>How often the packets that a viewer has asked for lately were sent again, and when. Takes memory only once something is lost.</summary>
internal sealed class Retransmissions
{
    /// <summary>Packets it remembers. Of one that was forgotten it is not known that it was sent again; then only <see cref="RetransmissionLimiter"/> bounds it.</summary>
    public const int Capacity = 256;

    /// <summary>
    /// How often one packet is sent again. Browsers ask ten times at most (libwebrtc's NACK requester), so more is no honest request.
    /// </summary>
    public const int MaxPerPacket = 10;

    /// <summary>
    /// Shortest time between two retransmissions of a packet, where the round trip is shorter or not known: a receiver cannot have missed
    /// the first answer yet.
    /// </summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(20);

    private Entry[] _entries = [];
    private int _next;

    /// <summary>Whether a packet may be sent again now.</summary>
    /// <param name="ordinal">Its <see cref="SentPacket.Ordinal"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">Smoothed round trip time, zero if not known.</param>
    public RetransmissionOutcome Check(uint ordinal, MonotonicTime now, TimeSpan roundTrip)
    {
        int place = Find(ordinal);
        if (place < 0)
        {
            return RetransmissionOutcome.Accepted;
        }

        ref Entry entry = ref _entries[place];
        if (entry.Count >= MaxPerPacket)
        {
            return RetransmissionOutcome.TooOften;
        }

        ushort since = unchecked((ushort)(Milliseconds(now) - entry.At));
        double interval = Math.Max(roundTrip.TotalMilliseconds, MinInterval.TotalMilliseconds);
        return since < interval ? RetransmissionOutcome.TooSoon : RetransmissionOutcome.Accepted;
    }

    /// <summary>Notes that a packet is being sent again.</summary>
    public void Mark(uint ordinal, MonotonicTime now)
    {
        int place = Find(ordinal);
        if (place < 0)
        {
            _entries = _entries.Length == 0 ? new Entry[Capacity] : _entries;
            place = _next;
            _next = (_next + 1) % Capacity;
            _entries[place] = new() { Ordinal = ordinal };
        }

        _entries[place].At = Milliseconds(now);
        _entries[place].Count++;
    }

    private int Find(uint ordinal)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            if (_entries[i].Ordinal == ordinal && _entries[i].Count > 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static ushort Milliseconds(MonotonicTime now) => unchecked((ushort)(now.Ticks / TimeSpan.TicksPerMillisecond));

    /// <summary>One packet. Its time wraps after a minute, which is harmless: at worst a packet that old is refused for one round trip.</summary>
    private struct Entry
    {
        public uint Ordinal;
        public ushort At;
        public byte Count;
    }
}
