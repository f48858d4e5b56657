using Vod.Media.Rtp;

namespace Vod.Media.Vp8;

/// <summary>
/// How VP8 frames become RTP payloads (RFC 7741): cut into pieces that are equally long but for the last, each behind the smallest payload descriptor there is. Pieces do not keep to the partitions
/// of a frame, which section 4.4 allows: a decoder gets nothing of a frame before all of it.
/// </summary>
internal sealed class Vp8PayloadFormat : PictureFormat
{
    /// <summary>Bytes of the payload descriptor without extensions (section 4.2).</summary>
    public const int DescriptorSize = 1;


    /// <summary>S: the first piece of a frame, which begins a partition, of index 0.</summary>
    private const byte StartBit = 0x10;

    private Vp8PayloadFormat()
    {
    }

    /// <summary>The one there is: VP8 has no parameters.</summary>
    public static Vp8PayloadFormat Instance { get; } = new();

    /// <inheritdoc/>
    public override int Plan(ReadOnlySpan<byte> bytes, bool isSync, int payloadSize, ref PacketCut[] cuts)
    {
        int largest = (payloadSize == 0 ? RtpPacketBudget.MaxPayload : payloadSize) - DescriptorSize;
        int count = (bytes.Length + largest - 1) / largest;
        if (count == 0)
        {
            return 0;
        }

        if (cuts.Length < count)
        {
            Array.Resize(ref cuts, Math.Max(count, cuts.Length * 2));
        }

        int piece = (bytes.Length + count - 1) / count;
        for (int i = 0, at = 0; i < count; i++, at += piece)
        {
            int size = Math.Min(piece, bytes.Length - at);
            cuts[i] = new(i == 0 ? PacketCutKind.FirstFragment : PacketCutKind.MiddleFragment, (uint)at, (ushort)(size + DescriptorSize)) { Marker = i == count - 1 };
        }

        return count;
    }

    /// <inheritdoc/>
    public override int Write(ReadOnlySpan<byte> bytes, PacketCut cut, Span<byte> payload)
    {
        int size = cut.PayloadSize - DescriptorSize;
        if (cut.Offset + (ulong)size > (ulong)bytes.Length)
        {
            return 0;
        }

        payload[0] = cut.Kind == PacketCutKind.FirstFragment ? StartBit : (byte)0;
        bytes.Slice((int)cut.Offset, size).CopyTo(payload[DescriptorSize..]);
        return cut.PayloadSize;
    }

    /// <inheritdoc/>
    /// <remarks>Which frames are referred to is told inside the arithmetic coding of the header (RFC 6386 section 9.7); browsers send none that is not.</remarks>
    public override bool IsDisposable(ReadOnlySpan<byte> bytes) => false;
}
