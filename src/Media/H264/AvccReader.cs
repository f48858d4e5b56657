using System.Diagnostics;

namespace Vod.Media.H264;

/// <summary>
/// Walks the NAL units of a sample in the length-prefixed form of ISO/IEC 14496-15, 4.3.3. Never leaves the sample: a length that
/// points behind its end stops the walk and sets <see cref="IsMalformed"/>.
/// </summary>
internal ref struct AvccReader
{
    private readonly int _lengthSize;
    private ReadOnlySpan<byte> _rest;

    /// <param name="sample">The sample's bytes.</param>
    /// <param name="nalLengthSize">1, 2 or 4 bytes, from <see cref="AvcConfiguration.NalLengthSize"/>.</param>
    public AvccReader(ReadOnlySpan<byte> sample, int nalLengthSize)
    {
        Debug.Assert(nalLengthSize is 1 or 2 or 3 or 4);
        _rest = sample;
        _lengthSize = nalLengthSize;
    }

    /// <summary>Whether the walk ended at bytes that are no NAL unit; those returned before are good.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>The next NAL unit, header byte included and never empty; false at the end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> nal)
    {
        while (_rest.Length >= _lengthSize)
        {
            uint length = 0;
            foreach (byte octet in _rest[.._lengthSize])
            {
                length = (length << 8) | octet;
            }

            _rest = _rest[_lengthSize..];
            if (length > (uint)_rest.Length)
            {
                IsMalformed = true;
                break;
            }

            nal = _rest[..(int)length];
            _rest = _rest[(int)length..];

            // Some muxers pad with empty NAL units.
            if (length > 0)
            {
                return true;
            }
        }

        IsMalformed |= !_rest.IsEmpty;
        _rest = default;
        nal = default;
        return false;
    }
}
