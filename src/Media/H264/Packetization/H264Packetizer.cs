using Vod.Media.Rtp;

namespace Vod.Media.H264.Packetization;

/// <summary>
/// Plans the packets of one access unit, in order:
/// <list type="number">
/// <item>At a key frame that does not bring its own, the track's parameter sets in a STAP-A (RFC 6184 section 5.7.1).</item>
/// <item>Neighbouring NAL units that fit one payload together as STAP-A: every packet costs the same whatever it holds, and encoders
/// that cut a picture into slices make many small units.</item>
/// <item>A unit that fits alone as it is (section 5.6).</item>
/// <item>A larger one as FU-A (section 5.8), in fragments of one size and a last one that is not larger: what a kernel wants for
/// segmentation offload.</item>
/// </list>
/// The last packet has the marker. A unit that cannot be read is left out; an access unit with nothing to send has no packets.
/// </summary>
internal ref struct H264Packetizer
{
    private readonly H264PayloadFormat _format;
    private readonly ReadOnlySpan<byte> _sample;
    private readonly int _maxPayloadSize;
    private SentNalUnitReader _units;
    private bool _inParameterSets;

    // One unit ahead: only who knows whether another follows can set the marker.
    private SentNalUnit _unit;
    private bool _hasUnit;

    // While the unit is being fragmented: bytes of it that are behind, its header among them, and data bytes per fragment. Else 0.
    private int _fragmented;
    private int _fragmentSize;

    internal H264Packetizer(H264PayloadFormat format, ReadOnlySpan<byte> sample, bool isSync, int maxPayloadSize)
    {
        _format = format;
        _maxPayloadSize = maxPayloadSize;
        _sample = sample;
        SentNalUnitReader scan = new(sample, format.NalLengthSize, offset: 0);
        bool hasAny = false;
        bool hasSequenceSet = false;
        bool hasPictureSet = false;
        while (scan.TryRead(out SentNalUnit unit))
        {
            hasAny = true;
            isSync |= unit.Header.Type == NalUnitType.IdrSlice;
            hasSequenceSet |= unit.Header.Type == NalUnitType.SequenceParameterSet;
            hasPictureSet |= unit.Header.Type == NalUnitType.PictureParameterSet;
        }

        IsMalformed = scan.IsMalformed;
        if (hasAny)
        {
            // Only both kinds in band are sure to replace the track's.
            _inParameterSets = isSync && !(hasSequenceSet && hasPictureSet);
            _units = _inParameterSets
                ? new(format.ParameterSets, H264PayloadFormat.AggregateLengthSize, offset: 0)
                : new(sample, format.NalLengthSize, offset: 0);
            Advance();
        }
    }

    /// <summary>Whether the sample ends in bytes that are no NAL unit; they are left out.</summary>
    public bool IsMalformed { get; }

    /// <summary>Plans the next packet; its <see cref="PacketCut.Marker"/> says whether it is the last.</summary>
    public bool TryNext(out PacketCut cut)
    {
        cut = default;
        if (!_hasUnit)
        {
            return false;
        }

        cut = _unit.Size > _maxPayloadSize ? NextFragment() : NextWhole();
        return true;
    }

    /// <summary>Plans the next packet and writes its payload of <see cref="PacketCut.PayloadSize"/> bytes.</summary>
    public bool TryNext(Span<byte> payload, out PacketCut cut)
    {
        if (!TryNext(out cut))
        {
            return false;
        }

        _format.Write(_sample, cut, payload);
        return true;
    }

    private PacketCut NextFragment()
    {
        if (_fragmented == 0)
        {
            // The header byte travels in the FU indicator and FU header instead.
            _fragmented = 1;
            int largest = _maxPayloadSize - H264PayloadFormat.FragmentHeaderSize;
            int count = DivideUp(_unit.Size - 1, largest);
            _fragmentSize = DivideUp(_unit.Size - 1, count);
        }

        bool isFirst = _fragmented == 1;
        int size = Math.Min(_fragmentSize, _unit.Size - _fragmented);
        bool isLast = _fragmented + size == _unit.Size;
        PacketCutKind kind = isFirst ? PacketCutKind.FirstFragment : isLast ? PacketCutKind.LastFragment : PacketCutKind.MiddleFragment;
        PacketCut cut = new(kind, (uint)(_unit.Offset + _fragmented), (ushort)(size + H264PayloadFormat.FragmentHeaderSize))
        {
            NalHeader = _unit.Header.Value,
            FromParameterSets = _inParameterSets,
        };

        _fragmented += size;
        if (isLast)
        {
            _fragmented = 0;
            Advance();
        }

        return cut with { Marker = !_hasUnit };
    }

    private PacketCut NextWhole()
    {
        SentNalUnit first = _unit;
        bool fromParameterSets = _inParameterSets;
        byte header = PayloadHeader.WithType(first.Header.Value, PayloadHeader.StapA);
        int aggregateSize = 1 + H264PayloadFormat.AggregateLengthSize + first.Size;
        int count = 1;
        Advance();
        while (_hasUnit
            && _inParameterSets == fromParameterSets
            && aggregateSize + H264PayloadFormat.AggregateLengthSize + _unit.Size <= _maxPayloadSize)
        {
            header = PayloadHeader.Merge(header, _unit.Header.Value);
            aggregateSize += H264PayloadFormat.AggregateLengthSize + _unit.Size;
            count++;
            Advance();
        }

        int lengthSize = fromParameterSets ? H264PayloadFormat.AggregateLengthSize : _format.NalLengthSize;
        PacketCut cut = count == 1
            ? new(PacketCutKind.Copy, (uint)first.Offset, (ushort)first.Size)
            : new(PacketCutKind.Aggregate, (uint)(first.Offset - lengthSize), (ushort)aggregateSize) { NalHeader = header };
        return cut with { FromParameterSets = fromParameterSets, Marker = !_hasUnit };
    }

    private void Advance()
    {
        _hasUnit = _units.TryRead(out _unit);
        if (!_hasUnit && _inParameterSets)
        {
            _inParameterSets = false;
            _units = new(_sample, _format.NalLengthSize, offset: 0);
            _hasUnit = _units.TryRead(out _unit);
        }
    }

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
