using System.Buffers.Binary;

namespace Vod.Media.Publish.Depacketization;

/// <summary>The uncompressed head of a VP8 frame (RFC 6386 section 9.1).</summary>
/// <param name="IsKey">Whether it needs no other frame.</param>
/// <param name="Width">Pixels; only of a key frame.</param>
/// <param name="Height">Pixels; only of a key frame.</param>
internal readonly record struct Vp8FrameHeader(bool IsKey, int Width, int Height)
{
    private const int TagSize = 3;
    private const int KeyHeaderSize = 10;
    private const byte InterFrameBit = 0x01;
    private const int DimensionMask = 0x3FFF; // the two bits above are a scale for showing

    private static ReadOnlySpan<byte> StartCode => [0x9D, 0x01, 0x2A];

    /// <summary>Reads the head of a frame; false when it is cut short, or a key frame without start code or dimensions.</summary>
    public static bool TryParse(ReadOnlySpan<byte> frame, out Vp8FrameHeader header)
    {
        header = default;
        if (frame.Length < TagSize || (frame[0] & InterFrameBit) != 0)
        {
            return frame.Length >= TagSize;
        }

        if (frame.Length < KeyHeaderSize || !frame[TagSize..].StartsWith(StartCode))
        {
            return false;
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & DimensionMask;
        int height = BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & DimensionMask;
        header = new(IsKey: true, width, height);
        return width > 0 && height > 0;
    }
}
