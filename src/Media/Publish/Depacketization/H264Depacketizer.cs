using System.Buffers.Binary;
using Vod.Media.H264;
using Vod.Media.H264.Packetization;

namespace Vod.Media.Publish.Depacketization;

/// <summary>
/// H.264 out of RTP (RFC 6184): single NAL unit packets, STAP-A and FU-A, which is all that packetization modes 0 and 1 have (section 5.4, table 3). STAP-B, MTAP and FU-B belong to the interleaved
/// mode, which is never agreed on: their units would have to be put in order first, so they are refused.
/// </summary>
internal sealed class H264Depacketizer : IDepacketizer
{
    private const byte StartBit = 0x80;
    private const byte EndBit = 0x40;
    private const int FragmentHeaderSize = 2;
    private const int AggregateLengthSize = 2;
    private const int NoFragment = -1;
    private readonly PictureBytes _bytes = new();
    private readonly ParameterSets _sets = new();
    private int _fragment = NoFragment; // where the room for the length of the unit under way is
    private byte _fragmentHeader;
    private int _pictureSet;
    private bool _hasSlice;
    private bool _isRefresh;

    /// <inheritdoc/>
    public PublishedCodec Codec => PublishedCodec.H264;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Picture => _bytes.From(0);

    /// <inheritdoc/>
    public void Begin()
    {
        _bytes.Truncate(0);
        _fragment = NoFragment;
        (_hasSlice, _isRefresh) = (false, false);
    }

    /// <summary>Parameter sets and delimiters come before the first slice, and browsers put the former in front of every key frame; after a gap only that matters.</summary>
    public bool IsFirst(ReadOnlySpan<byte> payload)
    {
        if (!payload.IsEmpty && TypeOf(payload[0]) == PayloadHeader.StapA)
        {
            payload = payload.Length > 1 + AggregateLengthSize ? payload[(1 + AggregateLengthSize)..] : default;
        }

        return !payload.IsEmpty && new NalUnitHeader(payload[0]).Type is NalUnitType.SequenceParameterSet or NalUnitType.AccessUnitDelimiter;
    }

    /// <inheritdoc/>
    public bool TryAdd(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return false;
        }

        byte type = TypeOf(payload[0]);

        // Section 5.8: the fragments of a unit follow one another directly.
        return type == PayloadHeader.FuA ? TryAddFragment(payload) : _fragment == NoFragment && (type == PayloadHeader.StapA ? TryAddAggregate(payload[1..]) : TryAddUnit(payload));
    }

    /// <inheritdoc/>
    public PictureOutcome Finish(out PictureFacts facts)
    {
        facts = default;
        if (_fragment != NoFragment)
        {
            return PictureOutcome.Unusable;
        }

        if (!_hasSlice)
        {
            return PictureOutcome.Empty;
        }

        if (!_sets.TryActivate(_pictureSet, _isRefresh, out AvcConfiguration? configuration))
        {
            return PictureOutcome.Unusable;
        }

        SequenceParameterSet sequence = configuration.SequenceParameterSet!;
        facts = new(_isRefresh, sequence.Width, sequence.Height, configuration);
        return PictureOutcome.Complete;
    }

    private static byte TypeOf(byte header) => (byte)(header & PayloadHeader.TypeMask);

    private bool TryAddUnit(ReadOnlySpan<byte> unit)
    {
        int start = _bytes.Length;
        return _bytes.TryAppendLength() && _bytes.TryAppend(unit) && TryFinishUnit(start);
    }

    private bool TryAddAggregate(ReadOnlySpan<byte> units)
    {
        if (units.IsEmpty)
        {
            return false;
        }

        while (!units.IsEmpty)
        {
            if (!BinaryPrimitives.TryReadUInt16BigEndian(units, out ushort size) || size == 0 || size > units.Length - AggregateLengthSize
                || !TryAddUnit(units.Slice(AggregateLengthSize, size)))
            {
                return false;
            }

            units = units[(AggregateLengthSize + size)..];
        }

        return true;
    }

    private bool TryAddFragment(ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= FragmentHeaderSize)
        {
            return false;
        }

        byte unitHeader = (byte)((payload[0] & ~PayloadHeader.TypeMask) | (payload[1] & PayloadHeader.TypeMask));
        bool isStart = (payload[1] & StartBit) != 0;
        bool isEnd = (payload[1] & EndBit) != 0;

        // Section 5.8: start and end are never in one fragment. Which unit the others belong to is only said again by its type.
        if ((isStart && isEnd) || isStart != (_fragment == NoFragment) || (!isStart && TypeOf(unitHeader) != TypeOf(_fragmentHeader)))
        {
            return false;
        }

        if (isStart)
        {
            (_fragment, _fragmentHeader) = (_bytes.Length, unitHeader);
            if (!_bytes.TryAppendLength() || !_bytes.TryAppend(unitHeader))
            {
                return false;
            }
        }

        if (!_bytes.TryAppend(payload[FragmentHeaderSize..]))
        {
            return false;
        }

        if (!isEnd)
        {
            return true;
        }

        int start = _fragment;
        _fragment = NoFragment;
        return TryFinishUnit(start);
    }

    // A unit stands at the end of the bytes, behind the room for its length.
    private bool TryFinishUnit(int start)
    {
        ReadOnlySpan<byte> unit = _bytes.From(start + PictureBytes.LengthSize);
        switch (new NalUnitHeader(unit[0]).Type)
        {
            case NalUnitType.SequenceParameterSet:
                bool isSequenceSet = _sets.TryAddSequenceSet(unit);
                _bytes.Truncate(start);
                return isSequenceSet;
            case NalUnitType.PictureParameterSet:
                bool isPictureSet = _sets.TryAddPictureSet(unit);
                _bytes.Truncate(start);
                return isPictureSet;
            case NalUnitType.AccessUnitDelimiter or NalUnitType.EndOfSequence or NalUnitType.EndOfStream or NalUnitType.FillerData:
                _bytes.Truncate(start);
                return true;
            case NalUnitType.Slice or NalUnitType.SliceDataPartitionA or NalUnitType.IdrSlice:
                return TryFinishSlice(unit, start);
            case NalUnitType.Unspecified or >= (NalUnitType)PayloadHeader.StapA:
                return false;
            default:
                _bytes.WriteLength(start);
                return true;
        }
    }

    private bool TryFinishSlice(ReadOnlySpan<byte> unit, int start)
    {
        if (!SliceHeader.TryParse(unit, out SliceHeader slice))
        {
            return false;
        }

        if (!_hasSlice)
        {
            (_hasSlice, _pictureSet, _isRefresh) = (true, slice.PictureParameterSetId, slice.Nal.Type == NalUnitType.IdrSlice);
        }

        _bytes.WriteLength(start);

        // ITU-T H.264, 7.4.1.2.4: if one slice of a picture is an IDR slice, all are.
        return _isRefresh == (slice.Nal.Type == NalUnitType.IdrSlice);
    }
}
