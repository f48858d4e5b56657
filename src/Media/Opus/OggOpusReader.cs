namespace Vod.Media.Opus;

/// <summary>
/// Takes the bytes of one Ogg Opus stream (RFC 7845) in any portions and gives its audio packets, without the two header packets.
/// </summary>
/// <remarks>
/// Usage: <see cref="Append"/>, then <see cref="TryReadPacket"/> until it says <see cref="OggReadStatus.Incomplete"/>.
/// Memory is bounded: one unfinished page, one unfinished packet, and what the caller appends at once.
/// </remarks>
internal sealed class OggOpusReader
{
    /// <summary>The longest packet accepted; RFC 7845 section 6 asks a reader to manage 61,440 bytes.</summary>
    public const int MaxPacketLength = 61_440;

    // OpusHead, then OpusTags (RFC 7845 section 3).
    private const int HeaderPackets = 2;
    private const int InitialBuffer = 8 * 1024;

    private readonly byte[] _packet = new byte[MaxPacketLength];
    private byte[] _buffer = new byte[InitialBuffer];
    private int _start;
    private int _end;
    private int _packetLength;
    private int _packetsSeen;
    private int _segment;
    private int _segmentOffset;
    private uint _serial;
    private uint _nextSequence;
    private bool _pageOpen;
    private bool _invalid;

    /// <summary>Channels of the stream as OpusHead states them, 0 until it was read.</summary>
    public int Channels { get; private set; }

    /// <summary>Samples at 48 kHz that the encoder delays its input by, from OpusHead.</summary>
    public int PreSkip { get; private set; }

    /// <summary>Whether the end-of-stream page was read to its end.</summary>
    public bool IsEnded { get; private set; }

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

    /// <summary>Takes the next audio packet. The span is valid until the next call of this object.</summary>
    public OggReadStatus TryReadPacket(out ReadOnlySpan<byte> packet)
    {
        packet = default;
        while (!_invalid)
        {
            if (!_pageOpen)
            {
                OggReadStatus opened = OpenPage();
                if (opened != OggReadStatus.Complete)
                {
                    _invalid = opened == OggReadStatus.Invalid;
                    return opened;
                }
            }

            OggReadStatus taken = TakePacket(out ReadOnlySpan<byte> whole);
            if (taken == OggReadStatus.Complete && _packetsSeen++ < HeaderPackets)
            {
                taken = AcceptHeader(whole) ? OggReadStatus.Incomplete : OggReadStatus.Invalid;
            }

            if (taken == OggReadStatus.Complete)
            {
                packet = whole;
                return taken;
            }

            _invalid = taken == OggReadStatus.Invalid;
        }

        return OggReadStatus.Invalid;
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

    private OggReadStatus OpenPage()
    {
        OggReadStatus status = OggPage.TryParse(_buffer.AsSpan(_start, _end - _start), out OggPage page);
        if (status != OggReadStatus.Complete)
        {
            return status;
        }

        bool isFirst = _nextSequence == 0;
        if (isFirst)
        {
            _serial = page.Serial;
        }

        // One logical stream, no page lost, and the "continued" flag agrees with the packet that is still open.
        if (page.Serial != _serial || page.Sequence != _nextSequence || page.IsFirst != isFirst
            || page.IsContinued != (_packetLength > 0) || IsEnded)
        {
            return OggReadStatus.Invalid;
        }

        _nextSequence++;
        _segment = 0;
        _segmentOffset = 0;
        _pageOpen = true;
        return OggReadStatus.Complete;
    }

    /// <summary>Collects segments of the open page up to the end of a packet, or closes the page.</summary>
    private OggReadStatus TakePacket(out ReadOnlySpan<byte> whole)
    {
        whole = default;
        _ = OggPage.TryParse(_buffer.AsSpan(_start, _end - _start), out OggPage page);
        while (_segment < page.Lacing.Length)
        {
            int length = page.Lacing[_segment++];
            if (_packetLength + length > MaxPacketLength)
            {
                return OggReadStatus.Invalid;
            }

            page.Payload.Slice(_segmentOffset, length).CopyTo(_packet.AsSpan(_packetLength));
            _segmentOffset += length;
            _packetLength += length;
            if (length < byte.MaxValue)
            {
                whole = _packet.AsSpan(0, _packetLength);
                _packetLength = 0;
                return OggReadStatus.Complete;
            }
        }

        _start += page.Length;
        _pageOpen = false;
        IsEnded = page.IsLast;
        return OggReadStatus.Incomplete;
    }

    private bool AcceptHeader(ReadOnlySpan<byte> header)
    {
        // RFC 7845 section 5.1: magic, version, channel count, pre-skip, input rate, gain, mapping family.
        const int headLength = 19;
        const int maxVersion = 15;
        if (_packetsSeen == HeaderPackets)
        {
            return header.StartsWith("OpusTags"u8);
        }

        if (header.Length < headLength || !header.StartsWith("OpusHead"u8) || header[8] > maxVersion || header[9] == 0)
        {
            return false;
        }

        Channels = header[9];
        PreSkip = System.Buffers.Binary.BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        return true;
    }
}
