using System.Buffers.Binary;
using Vod.Media.Rtp;

namespace Vod.Media.Rtcp;

/// <summary>
/// Walks the entries of an FIR (RFC 5104 section 4.3.1.1). The command number tells a repeated request from a new one
/// (section 4.3.1.2): a repetition carries the same number and is answered once.
/// </summary>
internal ref struct FullIntraRequestReader(ReadOnlySpan<byte> entries)
{
    private ReadOnlySpan<byte> _rest = entries;

    /// <summary>Reads the next entry.</summary>
    public bool TryRead(out Ssrc source, out byte commandNumber)
    {
        if (_rest.Length < RtcpFormat.FullIntraRequestEntrySize)
        {
            (source, commandNumber) = (default, 0);
            return false;
        }

        source = new(BinaryPrimitives.ReadUInt32BigEndian(_rest));
        commandNumber = _rest[RtcpFormat.SsrcSize];
        _rest = _rest[RtcpFormat.FullIntraRequestEntrySize..];
        return true;
    }
}
