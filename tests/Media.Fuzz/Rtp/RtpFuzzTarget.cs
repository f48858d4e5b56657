using Vod.Media.Rtp;

namespace Vod.Media.Fuzz.Rtp;

/// <summary>RTP header, extension elements, padding, and the retransmission payload inside.</summary>
internal sealed class RtpFuzzTarget : IFuzzTarget
{
    public string Name => "rtp";

    public IEnumerable<byte[]> Seeds =>
    [
        Convert.FromHexString("80E00001000000000000000155"),
        Convert.FromHexString("B2E0FFFEDEADBEEF010203040A0A0A0A0B0B0B0BBEDE000210303112340000000001AABBCC00000004"),
        Convert.FromHexString("90E60002000000030000000410000002010000000F024142AABB"),
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (!RtpHeader.TryParse(input, out RtpHeader header))
        {
            return;
        }

        if (header.Size > input.Length || header.Size < RtpHeader.FixedSize)
        {
            throw new InvalidOperationException("the header reaches beyond the packet");
        }

        int elements = 0;
        RtpExtensionReader reader = header.ReadExtensions(input);
        while (reader.TryRead(out byte id, out ReadOnlySpan<byte> data))
        {
            elements += 1 + data.Length;
            if (id == 0 || elements > header.ExtensionSize)
            {
                throw new InvalidOperationException("an element that is not there");
            }
        }

        if (header.TryGetPayload(input, out ReadOnlySpan<byte> payload)
            && RtxPacket.TryParse(payload, out _, out ReadOnlySpan<byte> original)
            && original.Length + RtxPacket.OriginalSequenceNumberSize != payload.Length)
        {
            throw new InvalidOperationException("bytes lost on the way out of a retransmission");
        }
    }
}
