using System.Numerics;

namespace Vod.Media.Opus;

/// <summary>
/// Packets of silence: CELT, full band, stereo (RFC 6716 section 3.1), each frame with the silence flag set, as the range coder begins with the bits of FF FE then (section 4.3, table 56: silence has
/// a probability of 1 in 32768).
/// </summary>
internal static class OpusSilence
{
    /// <summary>The most bytes of one: 48 frames of two bytes behind the TOC and the count (RFC 6716 section 3.2.5).</summary>
    public const int MaxLength = 2 + (2 * OpusPacket.MaxDuration / ShortestFrame);

    // Ticks of 48 kHz in 2.5 and 20 ms, and the number of the former (RFC 6716 table 2); those of 5, 10 and 20 ms follow.
    private const int ShortestFrame = 120;
    private const int LongestFrame = 960;
    private const int ShortestConfiguration = 28;
    private const byte Stereo = 0x04;
    private const byte CountedFrames = 0x03;

    /// <summary>Writes one.</summary>
    /// <param name="duration">Ticks of 48 kHz: a multiple of 120, <see cref="OpusPacket.MaxDuration"/> at most.</param>
    /// <param name="packet">Where to; <see cref="MaxLength"/> bytes are enough.</param>
    /// <returns>Its length.</returns>
    public static int Write(int duration, Span<byte> packet)
    {
        int frame = LongestFrame;
        while (duration % frame != 0)
        {
            frame /= 2;
        }

        int frames = duration / frame;
        int configuration = ShortestConfiguration + BitOperations.Log2((uint)(frame / ShortestFrame));
        packet[0] = (byte)((configuration << 3) | Stereo | (frames == 1 ? 0 : CountedFrames));
        packet[1] = (byte)frames;
        int start = frames == 1 ? 1 : 2;
        for (int i = 0; i < frames; i++)
        {
            packet[start + (2 * i)] = 0xFF;
            packet[start + (2 * i) + 1] = 0xFE;
        }

        return start + (2 * frames);
    }

    /// <summary>Writes one that lasts as long as another packet; 20 ms if that is malformed.</summary>
    /// <param name="other">The other packet.</param>
    /// <param name="packet">Where to, as in <see cref="Write"/>.</param>
    /// <returns>Its length.</returns>
    public static int WriteLike(ReadOnlySpan<byte> other, Span<byte> packet) => Write(OpusPacket.TryParse(other, out OpusPacket parsed) ? parsed.Duration : LongestFrame, packet);

    /// <summary>One of its own.</summary>
    /// <param name="duration">As in <see cref="Write"/>.</param>
    public static byte[] Of(int duration)
    {
        Span<byte> packet = stackalloc byte[MaxLength];
        return packet[..Write(duration, packet)].ToArray();
    }
}
