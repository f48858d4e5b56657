using System.Buffers.Binary;

namespace Vod.Media.Opus;

/// <summary>
/// One Ogg page (RFC 3533 section 6). The checksum is not verified: pages come through a pipe from our own child process,
/// so bytes cannot change on the way; their bounds are checked because what the child was fed is a stranger's file.
/// </summary>
internal readonly ref struct OggPage
{
    /// <summary>Bytes before the segment table.</summary>
    public const int FixedHeaderLength = 27;

    /// <summary>The longest page: header, 255 lacing values, 255 segments of 255 bytes.</summary>
    public const int MaxLength = FixedHeaderLength + 255 + (255 * 255);

    private const int FlagsOffset = 5;
    private const int SerialOffset = 14;
    private const int SequenceOffset = 18;
    private const int SegmentCountOffset = 26;
    private const byte ContinuedFlag = 0x01;
    private const byte FirstFlag = 0x02;
    private const byte LastFlag = 0x04;

    private readonly byte _flags;

    private OggPage(byte flags, uint serial, uint sequence, ReadOnlySpan<byte> lacing, ReadOnlySpan<byte> payload)
    {
        _flags = flags;
        Serial = serial;
        Sequence = sequence;
        Lacing = lacing;
        Payload = payload;
    }

    /// <summary>Number of the logical stream.</summary>
    public uint Serial { get; }

    /// <summary>Page counter of the logical stream.</summary>
    public uint Sequence { get; }

    /// <summary>The segment table: a value below 255 ends a packet.</summary>
    public ReadOnlySpan<byte> Lacing { get; }

    /// <summary>All segments, one after another.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Whether the first segment goes on with a packet of the page before.</summary>
    public bool IsContinued => (_flags & ContinuedFlag) != 0;

    /// <summary>Whether this is the first page of the logical stream.</summary>
    public bool IsFirst => (_flags & FirstFlag) != 0;

    /// <summary>Whether this is the last page of the logical stream.</summary>
    public bool IsLast => (_flags & LastFlag) != 0;

    /// <summary>Length of the whole page in bytes.</summary>
    public int Length => FixedHeaderLength + Lacing.Length + Payload.Length;

    private static ReadOnlySpan<byte> CapturePattern => "OggS"u8;

    /// <summary>Reads the page at the start of <paramref name="source"/>; no resynchronisation, a pipe has nothing to lose.</summary>
    public static OggReadStatus TryParse(ReadOnlySpan<byte> source, out OggPage page)
    {
        page = default;
        int known = Math.Min(source.Length, CapturePattern.Length);
        if (!source[..known].SequenceEqual(CapturePattern[..known]))
        {
            return OggReadStatus.Invalid;
        }

        if (source.Length < FixedHeaderLength)
        {
            return OggReadStatus.Incomplete;
        }

        const byte onlyVersion = 0;
        if (source[CapturePattern.Length] != onlyVersion)
        {
            return OggReadStatus.Invalid;
        }

        int payloadOffset = FixedHeaderLength + source[SegmentCountOffset];
        if (source.Length < payloadOffset)
        {
            return OggReadStatus.Incomplete;
        }

        ReadOnlySpan<byte> lacing = source[FixedHeaderLength..payloadOffset];
        int payloadLength = 0;
        foreach (byte segment in lacing)
        {
            payloadLength += segment;
        }

        if (source.Length - payloadOffset < payloadLength)
        {
            return OggReadStatus.Incomplete;
        }

        page = new OggPage(
            source[FlagsOffset],
            BinaryPrimitives.ReadUInt32LittleEndian(source[SerialOffset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[SequenceOffset..]),
            lacing,
            source.Slice(payloadOffset, payloadLength));
        return OggReadStatus.Complete;
    }
}
