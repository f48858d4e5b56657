using System.Buffers.Binary;
using Vod.Media.Rtp;

namespace Vod.Media.Simulation.Browser;

/// <summary>
/// The receiving end of RFC 6184 (non-interleaved mode), written from the RFC and not from our packetiser: packets in order of their sequence
/// numbers in, access units out. It knows single NAL units, STAP-A and FU-A; anything else and anything malformed counts as a loss.
/// </summary>
internal sealed class H264Depacketizer
{
    private const int StapA = 24;
    private const int FuA = 28;
    private readonly Queue<ReceivedAccessUnit> _ready = [];
    private readonly List<byte[]> _units = [];
    private List<byte>? _fragments;
    private SequenceNumber? _expected;
    private RtpTimestamp _timestamp;
    private bool _isOpen;
    private bool _isDamaged;

    /// <summary>Packets whose sequence numbers were passed over.</summary>
    public int Missing { get; private set; }

    /// <summary>Payloads that break the format.</summary>
    public int Malformed { get; private set; }

    /// <summary>Packets that came after a later one; they are dropped.</summary>
    public int Late { get; private set; }

    /// <summary>Takes in one packet.</summary>
    public void Handle(in RtpHeader header, ReadOnlySpan<byte> payload)
    {
        int gap = _expected is { } expected ? header.SequenceNumber - expected : 0;
        if (gap < 0)
        {
            Late++;
            return;
        }

        _expected = header.SequenceNumber.Next;
        if (_isOpen && header.Timestamp != _timestamp)
        {
            // A new timestamp before a marker: the end of the picture is lost.
            _isDamaged = true;
            Close();
        }

        if (gap > 0)
        {
            Missing += gap;
            _fragments = null;
            _isDamaged = true;
        }

        _isOpen = true;
        _timestamp = header.Timestamp;
        if (!TryUnpack(payload))
        {
            Malformed++;
            _isDamaged = true;
        }

        if (header.Marker)
        {
            Close();
        }
    }

    /// <summary>Takes out the next picture.</summary>
    public bool Poll(out ReceivedAccessUnit? accessUnit) => _ready.TryDequeue(out accessUnit);

    private void Close()
    {
        bool isComplete = !_isDamaged && _fragments is null;
        _ready.Enqueue(new(_timestamp, [.. _units], isComplete));
        _units.Clear();
        _fragments = null;
        _isOpen = false;
        _isDamaged = false;
    }

    private bool TryUnpack(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return false;
        }

        int type = payload[0] & 0x1F;
        if (_fragments is not null && type != FuA)
        {
            // Section 5.8: the fragments of a unit follow one another directly.
            _fragments = null;
            return false;
        }

        switch (type)
        {
            case >= 1 and <= 23:
                _units.Add(payload.ToArray());
                return true;
            case StapA:
                return TryUnpackAggregate(payload);
            case FuA:
                return TryUnpackFragment(payload);
            default:
                return false;
        }
    }

    private bool TryUnpackAggregate(ReadOnlySpan<byte> payload)
    {
        byte first = payload[0];
        byte highestReference = 0;
        ReadOnlySpan<byte> rest = payload[1..];
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            int size = rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (size == 0 || rest.Length < 2 + size || (rest[2] & 0x1F) is 0 or >= StapA)
            {
                return false;
            }

            highestReference = Math.Max(highestReference, (byte)(rest[2] & 0x60));
            _units.Add(rest.Slice(2, size).ToArray());
            rest = rest[(2 + size)..];
        }

        // Section 5.7: NRI is the largest of the units inside.
        return (first & 0x60) == highestReference;
    }

    private bool TryUnpackFragment(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 3)
        {
            return false;
        }

        (byte indicator, byte header) = (payload[0], payload[1]);
        bool isStart = (header & 0x80) != 0;
        bool isEnd = (header & 0x40) != 0;

        // Section 5.8: start and end are never in one fragment, and the reserved bit is 0.
        if ((isStart && isEnd) || (header & 0x20) != 0 || isStart != _fragments is null)
        {
            _fragments = null;
            return false;
        }

        byte unitHeader = (byte)((indicator & 0xE0) | (header & 0x1F));
        _fragments ??= [unitHeader];
        if (_fragments[0] != unitHeader)
        {
            _fragments = null;
            return false;
        }

        _fragments.AddRange(payload[2..]);
        if (isEnd)
        {
            _units.Add([.. _fragments]);
            _fragments = null;
        }

        return true;
    }
}
