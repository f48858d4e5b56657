using Vod.Media.Rtp;

namespace Vod.Media.Pacing;

/// <summary>
/// What the last packets of one stream were made of, to answer NACKs (RFC 4585) by cutting the picture again (RFC 4588). Kept by pictures: a picture is cut the same way every
/// time, so a packet is its picture and its place in it.
/// </summary>
internal sealed class SendHistory
{
    /// <summary>Pictures whose packets can be sent again, a power of two: 4 s at 60 frames a second.</summary>
    public const int FrameCapacity = 256;

    /// <summary>
    /// Packets that can be sent again at most, however large the pictures: a NACK can name no more, and numbers half the number space apart could be mistaken for each other.
    /// </summary>
    public const int Capacity = 2048;

    /// <summary>Packets of one picture, half the number space: of a larger one none can be sent again, as their numbers would not tell where in it they are.</summary>
    public const int MaxFramePackets = short.MaxValue;

    private readonly SentFrame[] _frames = new SentFrame[FrameCapacity];

    // Pictures from the first to the last; the last one is still being sent.
    private uint _first;
    private uint _end;
    private SequenceNumber _newest;
    private int _count;
    private uint _ordinal;

    /// <summary>Packets it holds.</summary>
    public int Count => Math.Min(_count, Capacity);

    /// <summary>Starts a picture: the packets added next are its packets, from the first one on.</summary>
    /// <param name="picture">The picture, as its sender counts them.</param>
    /// <param name="timestamp">The timestamp of its packets.</param>
    /// <param name="checksum">What tells it from what may stand in its place when it is cut again.</param>
    public void BeginFrame(long picture, RtpTimestamp timestamp, uint checksum)
    {
        if (_end - _first == FrameCapacity)
        {
            _count -= _frames[_first % FrameCapacity].Packets;
            _first = unchecked(_first + 1);
        }

        _frames[_end % FrameCapacity] = new() { Picture = picture, Timestamp = timestamp, Checksum = checksum };
        _end = unchecked(_end + 1);
    }

    /// <summary>Adds the next packet of the current picture, as it is sent. A sequence number that is not the next one starts the history anew.</summary>
    public void Add(SequenceNumber number)
    {
        if (_count > 0 && number != _newest.Next)
        {
            _first = unchecked(_end - 1);
            _count = 0;
            _frames[_first % FrameCapacity].Packets = 0;
        }

        ref SentFrame frame = ref _frames[(_end - 1) % FrameCapacity];
        if (frame.Packets == MaxFramePackets)
        {
            (_first, _count) = (_end, 0);
            return;
        }

        frame.First = frame.Packets == 0 ? number : frame.First;
        frame.Packets++;
        _newest = number;
        _ordinal = unchecked(_ordinal + 1);
        _count++;
    }

    /// <summary>Finds a packet that was sent not too long ago.</summary>
    public bool TryGet(SequenceNumber number, out SentPacket packet)
    {
        packet = default;
        int age = _newest - number;
        if (age < 0 || age >= Count)
        {
            return false;
        }

        // What is asked for was sent a round trip ago, so it is among the last few pictures.
        for (uint i = _end - 1; ; i--)
        {
            ref SentFrame frame = ref _frames[i % FrameCapacity];
            int place = number - frame.First;
            if (frame.Packets > 0 && place >= 0)
            {
                packet = new(frame.Picture, frame.Timestamp, place, frame.Checksum, unchecked(_ordinal - (uint)age));
                return place < frame.Packets;
            }

            if (i == _first)
            {
                return false;
            }
        }
    }
}
