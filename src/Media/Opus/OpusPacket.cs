namespace Vod.Media.Opus;

/// <summary>
/// What an Opus packet says about itself (RFC 6716 section 3). One packet is one RTP payload as it is (RFC 7587 section 4.2), so this is
/// all the sender needs: how far the clock moves, and that the packet will not make a decoder stumble.
/// </summary>
/// <param name="Configuration">Mode, bandwidth and frame size: 0 to 31 (RFC 6716 table 2).</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="FrameCount">1 to 48.</param>
/// <param name="Duration">Ticks of the 48 kHz clock: 120 to <see cref="MaxDuration"/>.</param>
internal readonly record struct OpusPacket(byte Configuration, byte Channels, byte FrameCount, ushort Duration)
{
    /// <summary>A packet holds at most 120 ms (RFC 6716 section 3.2.5, requirement R5).</summary>
    public const ushort MaxDuration = 5760;

    /// <summary>Bytes of one compressed frame (RFC 6716 section 3.2.1, requirement R2).</summary>
    public const int MaxFrameSize = 1275;

    /// <summary>Bytes at the start of a packet that <see cref="ReadDuration"/> looks at.</summary>
    public const int DurationBytes = 2;

    private const int ConfigurationShift = 3;
    private const byte StereoBit = 0x04;
    private const byte CodeMask = 0x03;

    // Code 3's second byte (RFC 6716 section 3.2.5).
    private const byte VariableBit = 0x80;
    private const byte PaddingBit = 0x40;
    private const byte CountMask = 0x3F;

    /// <summary>Reads a packet; false when it breaks one of the requirements R1 to R7 of RFC 6716 section 3.4.</summary>
    public static bool TryParse(ReadOnlySpan<byte> packet, out OpusPacket parsed)
    {
        parsed = default;
        if (packet.IsEmpty)
        {
            return false;
        }

        byte toc = packet[0];
        byte configuration = (byte)(toc >> ConfigurationShift);
        if (!TryReadFrames(toc & CodeMask, packet[1..], out int frames))
        {
            return false;
        }

        int duration = frames * FrameDuration(configuration);
        if (duration > MaxDuration)
        {
            return false;
        }

        parsed = new(configuration, (byte)((toc & StereoBit) == 0 ? 1 : 2), (byte)frames, (ushort)duration);
        return true;
    }

    /// <summary>Reads how long a packet lasts without looking at its frames.</summary>
    /// <param name="start">The first <see cref="DurationBytes"/> bytes of the packet, or all if it has fewer.</param>
    /// <returns>Ticks of the 48 kHz clock, at most <see cref="MaxDuration"/>; 0 when it is no packet.</returns>
    public static ushort ReadDuration(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return 0;
        }

        int frames = (start[0] & CodeMask) switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => start.Length > 1 ? start[1] & CountMask : 0,
        };
        int duration = frames * FrameDuration((byte)(start[0] >> ConfigurationShift));
        return duration > MaxDuration ? (ushort)0 : (ushort)duration;
    }

    /// <summary>Ticks of 48 kHz in one frame (RFC 6716 table 2).</summary>
    private static int FrameDuration(byte configuration) => configuration switch
    {
        // SILK: 10, 20, 40, 60 ms.
        < 12 => (configuration % 4) switch { 0 => 480, 1 => 960, 2 => 1920, _ => 2880 },

        // Hybrid: 10, 20 ms.
        < 16 => configuration % 2 == 0 ? 480 : 960,

        // CELT: 2.5, 5, 10, 20 ms.
        _ => 120 << (configuration % 4),
    };

    private static bool TryReadFrames(int code, ReadOnlySpan<byte> data, out int frames)
    {
        switch (code)
        {
            case 0:
                frames = 1;
                return data.Length <= MaxFrameSize;
            case 1:
                frames = 2;
                return data.Length % 2 == 0 && data.Length / 2 <= MaxFrameSize;
            case 2:
                frames = 2;
                return TryReadLength(ref data, out int first) && first <= data.Length && data.Length - first <= MaxFrameSize;
            default:
                return TryReadCounted(data, out frames);
        }
    }

    // Code 3: count byte, padding length, frame lengths when they differ, frames, padding.
    private static bool TryReadCounted(ReadOnlySpan<byte> data, out int frames)
    {
        frames = 0;
        if (data.IsEmpty)
        {
            return false;
        }

        byte countByte = data[0];
        frames = countByte & CountMask;
        data = data[1..];
        if (frames == 0 || ((countByte & PaddingBit) != 0 && !TryStripPadding(ref data)))
        {
            return false;
        }

        if ((countByte & VariableBit) == 0)
        {
            return data.Length % frames == 0 && data.Length / frames <= MaxFrameSize;
        }

        int total = 0;
        for (int i = 0; i < frames - 1; i++)
        {
            if (!TryReadLength(ref data, out int length))
            {
                return false;
            }

            total += length;
        }

        return total <= data.Length && data.Length - total <= MaxFrameSize;
    }

    // Each 255 stands for 254 bytes and says that another length byte follows.
    private static bool TryStripPadding(ref ReadOnlySpan<byte> data)
    {
        const byte More = 255;
        int padding = 0;
        while (!data.IsEmpty)
        {
            byte value = data[0];
            data = data[1..];
            padding += value == More ? More - 1 : value;
            if (value != More)
            {
                bool fits = padding <= data.Length;
                data = fits ? data[..^padding] : default;
                return fits;
            }
        }

        return false;
    }

    // RFC 6716 section 3.2.1: below 252 one byte, else that byte + 4 × the next.
    private static bool TryReadLength(ref ReadOnlySpan<byte> data, out int length)
    {
        const byte FirstOfTwo = 252;
        length = 0;
        if (data.IsEmpty || (data[0] >= FirstOfTwo && data.Length < 2))
        {
            return false;
        }

        bool isTwo = data[0] >= FirstOfTwo;
        length = isTwo ? data[0] + (4 * data[1]) : data[0];
        data = data[(isTwo ? 2 : 1)..];
        return true;
    }
}
