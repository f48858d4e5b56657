using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>
/// What is missing of a stream, and when it is asked for: soon, as it may only be late, then once in a round trip until it is given up. The round trip follows from the answers, because
/// who only receives has no other way to measure it: from the first question to the packet. If the first question was lost it seems longer, which on a path that loses three of a
/// hundred hardly shows.
/// </summary>
/// <param name="patience">How long a packet is waited for.</param>
/// <param name="asks">Whether missing packets are asked for at all.</param>
internal sealed class MissingPackets(TimeSpan patience, bool asks)
{
    /// <summary>Packets that may be missing at a time: a quarter of a second at 8 Mbit/s. For more a key frame costs less than the repetitions.</summary>
    public const int Max = 256;

    /// <summary>Questions for one packet.</summary>
    public const int MaxAsks = 10;

    /// <summary>Packets named in one message.</summary>
    public const int MaxPerMessage = 128;

    /// <summary>How long a packet may just be late: what Wi-Fi and bonded links reorder is back within some milliseconds.</summary>
    public static readonly TimeSpan ReorderTime = TimeSpan.FromMilliseconds(10);

    /// <summary>Shortest time between two questions for the same packet.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>The round trip before one was measured: across a continent.</summary>
    public static readonly TimeSpan InitialRoundTrip = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest that is believed: who answers later answers another question.</summary>
    public static readonly TimeSpan MaxRoundTrip = TimeSpan.FromMilliseconds(500);

    // RFC 6298 section 2.3 weighs a new sample by 1/8.
    private const int SampleWeight = 8;

    // By ascending number, and so by ascending time.
    private readonly List<MissingPacket> _packets = [];

    /// <summary>Packets that are missing.</summary>
    public int Count => _packets.Count;

    /// <summary>Smoothed time from a question to its answer.</summary>
    public TimeSpan RoundTrip { get; private set; } = InitialRoundTrip;

    /// <summary>When the first of them is given up; never when nothing is missing.</summary>
    public MonotonicTime GivenUpAt => _packets.Count == 0 ? MonotonicTime.Never : _packets[0].Since + patience;

    /// <summary>When the next question is due.</summary>
    public MonotonicTime AskAt { get; private set; } = MonotonicTime.Never;

    /// <summary>Notes that packets are missing.</summary>
    /// <param name="first">The first of them, behind all that are known.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="now">The time.</param>
    public void Add(ExtendedSequenceNumber first, ExtendedSequenceNumber end, MonotonicTime now)
    {
        MonotonicTime askAt = asks ? now + ReorderTime : MonotonicTime.Never;
        for (ExtendedSequenceNumber number = first; number.Value < end.Value; number = number.Next)
        {
            _packets.Add(new(number, now) { AskAt = askAt });
        }

        AskAt = MonotonicTime.Min(AskAt, askAt);
    }

    /// <summary>Notes that a packet has come after all; false when it was not missing.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="now">When it came.</param>
    /// <param name="wasAsked">Whether it was asked for.</param>
    public bool Remove(ExtendedSequenceNumber number, MonotonicTime now, out bool wasAsked)
    {
        wasAsked = false;
        int index = IndexOf(number);
        if (index < 0)
        {
            return false;
        }

        MissingPacket packet = _packets[index];
        _packets.RemoveAt(index);
        wasAsked = packet.Asks > 0;
        if (wasAsked)
        {
            TimeSpan sample = TimeSpan.FromTicks(Math.Min((now - packet.FirstAskedAt).Ticks, MaxRoundTrip.Ticks));
            RoundTrip += (sample - RoundTrip) / SampleWeight;
        }

        return true;
    }

    /// <summary>Gives up the first one, and with it those right behind it that were found missing at the same time.</summary>
    /// <returns>How many.</returns>
    public int GiveUpFirst()
    {
        MissingPacket first = _packets[0];
        int count = 1;
        while (count < _packets.Count && _packets[count].Number.Value == first.Number.Value + count && _packets[count].Since == first.Since)
        {
            count++;
        }

        _packets.RemoveRange(0, count);
        return count;
    }

    /// <summary>Gives up all.</summary>
    public void Clear()
    {
        _packets.Clear();
        AskAt = MonotonicTime.Never;
    }

    /// <summary>Takes the packets that are to be asked for now, as many as fit.</summary>
    public int TakeDue(Span<SequenceNumber> due, MonotonicTime now)
    {
        int count = 0;
        TimeSpan interval = RoundTrip > MinInterval ? RoundTrip : MinInterval;
        MonotonicTime next = MonotonicTime.Never;
        for (int i = 0; i < _packets.Count; i++)
        {
            MissingPacket packet = _packets[i];
            if (packet.AskAt <= now && count < due.Length)
            {
                due[count++] = packet.Number.SequenceNumber;
                packet.FirstAskedAt = packet.Asks == 0 ? now : packet.FirstAskedAt;
                packet.Asks++;
                packet.AskAt = packet.Asks < MaxAsks ? now + interval : MonotonicTime.Never;
                _packets[i] = packet;
            }

            next = MonotonicTime.Min(next, packet.AskAt);
        }

        AskAt = next;
        return count;
    }

    private int IndexOf(ExtendedSequenceNumber number)
    {
        int low = 0;
        int high = _packets.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            long difference = _packets[middle].Number.Value - number.Value;
            if (difference == 0)
            {
                return middle;
            }

            (low, high) = difference < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
