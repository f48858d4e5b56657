namespace Vod.Media.H264.Packetization;

/// <summary>Walks those NAL units of a sample that are worth sending (RFC 6184 section 5.2), and says where they lie.</summary>
internal ref struct SentNalUnitReader
{
    private readonly ReadOnlySpan<byte> _sample;
    private AvccReader _units;

    /// <summary>Starts at the length prefix at <paramref name="offset"/>.</summary>
    public SentNalUnitReader(ReadOnlySpan<byte> sample, int nalLengthSize, int offset)
    {
        _sample = sample;
        _units = new(sample[offset..], nalLengthSize);
    }

    /// <summary>Whether the walk has ended at bytes that are no NAL unit.</summary>
    public readonly bool IsMalformed => _units.IsMalformed;

    /// <summary>Reads the next unit.</summary>
    public bool TryRead(out SentNalUnit unit)
    {
        while (_units.TryRead(out ReadOnlySpan<byte> nal))
        {
            NalUnitHeader header = new(nal[0]);
            if (PayloadHeader.IsSent(header.Type))
            {
                _sample.Overlaps(nal, out int offset);
                unit = new(offset, nal.Length, header);
                return true;
            }
        }

        unit = default;
        return false;
    }
}
