namespace Vod.Media.H264.Packetization;

/// <summary>
/// Walks the length-prefixed NAL units of a sample (ISO/IEC 14496-15 section 4.3.2). An empty unit is skipped; a length that reaches
/// beyond the sample ends the walk, because nothing says where the next unit starts. Both are counted.
/// </summary>
internal ref struct NalUnitReader(ReadOnlySpan<byte> sample, int lengthSize, int offset)
{
    private const int BitsPerByte = 8;
    private readonly ReadOnlySpan<byte> _sample = sample;
    private int _next = offset;

    /// <summary>Length prefixes that were zero or did not fit.</summary>
    public int Malformed { get; private set; }

    /// <summary>Reads the next unit that is worth sending.</summary>
    public bool TryReadSent(out NalUnit unit)
    {
        while (TryRead(out unit))
        {
            if (unit.Header.IsSent)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryRead(out NalUnit unit)
    {
        while (_next < _sample.Length)
        {
            uint length = 0;
            int start = _next + lengthSize;
            bool fits = start <= _sample.Length;
            for (int i = _next; fits && i < start; i++)
            {
                length = (length << BitsPerByte) | _sample[i];
            }

            if (!fits || length > (uint)(_sample.Length - start))
            {
                Malformed++;
                _next = _sample.Length;
                break;
            }

            _next = start + (int)length;
            if (length > 0)
            {
                unit = new(start, (int)length, new(_sample[start]));
                return true;
            }

            Malformed++;
        }

        unit = default;
        return false;
    }
}
