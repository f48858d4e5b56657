using System.Buffers.Binary;

namespace Vod.Media.Flv;

/// <summary>
/// Takes the bytes of an FLV stream (Adobe Flash Video File Format Specification 10.1, annex E) in any portions and gives its H.264 access units with their exact sizes and times.
/// Other tags are skipped.
/// </summary>
/// <remarks>
/// Usage: <see cref="Append"/>, then <see cref="TryRead"/> until it says <see cref="FlvReadStatus.Incomplete"/>.
/// Memory is bounded by one unfinished tag and what the caller appends at once.
/// </remarks>
internal sealed class FlvVideoReader
{
    /// <summary>Largest tag accepted: a tag's size has 24 bits.</summary>
    public const int MaxTagSize = 0xFF_FFFF;

    private const int FileHeaderSize = 9;
    private const int PreviousTagSize = 4;
    private const int TagHeaderSize = 11;
    private const int AvcHeaderSize = 5;
    private const byte VideoTag = 9;
    private const byte TagTypeMask = 0x1F;
    private const byte FilterBit = 0x20;
    private const byte CodecAvc = 7;
    private const byte KeyFrame = 1;
    private const byte SequenceHeader = 0;
    private const byte NalUnits = 1;
    private const int InitialBuffer = 64 * 1024;

    private byte[] _buffer = new byte[InitialBuffer];
    private int _start;
    private int _end;
    private bool _hasHeader;
    private bool _invalid;

    /// <summary>Adds the next bytes of the stream.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _end < bytes.Length)
        {
            MakeRoom(bytes.Length);
        }

        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes the next video tag. Its data is valid until the next call of this object.</summary>
    public FlvReadStatus TryRead(out FlvVideoTag tag)
    {
        tag = default;
        while (!_invalid && (_hasHeader || TryTakeHeader()))
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            if (rest.Length < TagHeaderSize)
            {
                return FlvReadStatus.Incomplete;
            }

            int size = (int)BinaryPrimitives.ReadUInt32BigEndian(rest) & MaxTagSize;
            if (rest.Length < TagHeaderSize + size + PreviousTagSize)
            {
                return FlvReadStatus.Incomplete;
            }

            _start += TagHeaderSize + size + PreviousTagSize;
            FlvReadStatus status = Interpret(rest[..(TagHeaderSize + size)], out tag);
            _invalid = status == FlvReadStatus.Invalid;
            if (status is FlvReadStatus.Frame or FlvReadStatus.Configuration)
            {
                return status;
            }
        }

        return _invalid ? FlvReadStatus.Invalid : FlvReadStatus.Incomplete;
    }

    private bool TryTakeHeader()
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
        if (rest.Length < FileHeaderSize + PreviousTagSize)
        {
            return false;
        }

        _invalid = !rest.StartsWith("FLV"u8) || BinaryPrimitives.ReadUInt32BigEndian(rest[5..]) != FileHeaderSize;
        _start += FileHeaderSize + PreviousTagSize;
        _hasHeader = true;
        return !_invalid;
    }

    // Incomplete stands for a tag that is none of ours.
    private static FlvReadStatus Interpret(ReadOnlySpan<byte> bytes, out FlvVideoTag tag)
    {
        tag = default;
        ReadOnlySpan<byte> body = bytes[TagHeaderSize..];
        if ((bytes[0] & TagTypeMask) != VideoTag)
        {
            return FlvReadStatus.Incomplete;
        }

        if ((bytes[0] & FilterBit) != 0 || body.Length < AvcHeaderSize || (body[0] & 0x0F) != CodecAvc)
        {
            return FlvReadStatus.Invalid;
        }

        // The upper byte of the timestamp is the last (E.4.1); the composition offset is signed.
        uint timestamp = (BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) >> 8) | ((uint)bytes[7] << 24);
        int offset = BinaryPrimitives.ReadInt32BigEndian(body[1..]) << 8 >> 8;
        tag = new FlvVideoTag(timestamp, offset, body[0] >> 4 == KeyFrame, body[AvcHeaderSize..]);
        return body[1] switch
        {
            SequenceHeader => FlvReadStatus.Configuration,
            NalUnits => FlvReadStatus.Frame,
            _ => FlvReadStatus.Incomplete,
        };
    }

    private void MakeRoom(int wanted)
    {
        int kept = _end - _start;
        byte[] target = _buffer.Length - kept >= wanted ? _buffer : new byte[Math.Max(_buffer.Length * 2, kept + wanted)];
        _buffer.AsSpan(_start, kept).CopyTo(target);
        _buffer = target;
        _start = 0;
        _end = kept;
    }
}
