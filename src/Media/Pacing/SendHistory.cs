using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Pacing;

/// <summary>
/// What the last packets of one stream were made of, to answer NACKs (RFC 4585) by cutting the payload again from its sample (RFC 4588).
/// Two rings: packets by sequence number, and the frames they belong to.
/// </summary>
internal sealed class SendHistory
{
    /// <summary>
    /// Packets that can be sent again, a power of two: 0.3 s of the fastest burst (<see cref="Pacer.MaxBurstBitrate"/>), so that what is lost of it can be
    /// asked for twice over a path of 100 ms; about 7 s of an ordinary 2.7 Mbit/s stream.
    /// </summary>
    public const int Capacity = 2048;

    /// <summary>Frames those packets may belong to, a power of two: 4 s at 60 frames a second.</summary>
    public const int FrameCapacity = 256;

    /// <summary>
    /// How often one packet is sent again. Browsers ask ten times at most (libwebrtc's NACK requester), so more is no honest request.
    /// </summary>
    public const int MaxRetransmissionsPerPacket = 10;

    /// <summary>
    /// Shortest time between two retransmissions of a packet, where the round trip is shorter or not known: a receiver cannot have missed
    /// the first answer yet.
    /// </summary>
    public static readonly TimeSpan MinRetransmissionInterval = TimeSpan.FromMilliseconds(20);

    private readonly SentPacketDescriptor[] _packets = new SentPacketDescriptor[Capacity];
    private readonly (int SampleIndex, RtpTimestamp Timestamp)[] _frames = new (int, RtpTimestamp)[FrameCapacity];

    // The number of the current frame; frames are numbered from 1.
    private uint _frame;
    private SequenceNumber _newest;
    private int _count;

    /// <summary>Packets it holds.</summary>
    public int Count => _count;

    /// <summary>Starts a frame: the packets added next are cut from it.</summary>
    public void BeginFrame(int sampleIndex, RtpTimestamp timestamp)
    {
        _frame = unchecked(_frame + 1);
        _frames[_frame % FrameCapacity] = (sampleIndex, timestamp);
    }

    /// <summary>
    /// Adds a packet of the current frame, as it is sent. A sequence number that is not the next one starts the history anew.
    /// </summary>
    public void Add(SequenceNumber number, PacketCut cut)
    {
        _count = _count == 0 || number == _newest.Next ? Math.Min(_count + 1, Capacity) : 1;
        _newest = number;
        _packets[number.Value % Capacity] = new() { Cut = cut, Frame = _frame };
    }

    /// <summary>Finds a packet that was sent not too long ago.</summary>
    public bool TryGet(SequenceNumber number, out SentPacket packet)
    {
        packet = default;
        if (!Contains(number))
        {
            return false;
        }

        ref SentPacketDescriptor descriptor = ref _packets[number.Value % Capacity];
        (int sampleIndex, RtpTimestamp timestamp) = _frames[descriptor.Frame % FrameCapacity];
        packet = new(sampleIndex, timestamp, descriptor.Cut);
        return true;
    }

    /// <summary>Whether a packet may be sent again now, as far as its own past goes.</summary>
    public RetransmissionOutcome CheckRetransmission(SequenceNumber number, MonotonicTime now, TimeSpan roundTrip)
    {
        if (!Contains(number))
        {
            return RetransmissionOutcome.NotInHistory;
        }

        ref SentPacketDescriptor descriptor = ref _packets[number.Value % Capacity];
        if (descriptor.Retransmissions >= MaxRetransmissionsPerPacket)
        {
            return RetransmissionOutcome.TooOften;
        }

        ushort since = unchecked((ushort)(Milliseconds(now) - descriptor.RetransmittedAt));
        double interval = Math.Max(roundTrip.TotalMilliseconds, MinRetransmissionInterval.TotalMilliseconds);
        return descriptor.Retransmissions > 0 && since < interval ? RetransmissionOutcome.TooSoon : RetransmissionOutcome.Accepted;
    }

    /// <summary>Notes that a packet, found by <see cref="CheckRetransmission"/>, is being sent again.</summary>
    public void MarkRetransmission(SequenceNumber number, MonotonicTime now)
    {
        ref SentPacketDescriptor descriptor = ref _packets[number.Value % Capacity];
        descriptor.Retransmissions++;
        descriptor.RetransmittedAt = Milliseconds(now);
    }

    private bool Contains(SequenceNumber number)
    {
        int age = _newest - number;
        return age >= 0 && age < _count && _frame - _packets[number.Value % Capacity].Frame < FrameCapacity;
    }

    private static ushort Milliseconds(MonotonicTime now) => unchecked((ushort)(now.Ticks / TimeSpan.TicksPerMillisecond));
}
