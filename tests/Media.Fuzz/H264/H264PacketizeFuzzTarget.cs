using Vod.Media.H264.Packetization;
using Vod.Media.Rtp;

namespace Vod.Media.Fuzz.H264;

/// <summary>
/// Access units out of a hostile file. The first byte chooses the length prefix, the second the payload limit; the rest is the sample.
/// </summary>
internal sealed class H264PacketizeFuzzTarget : IFuzzTarget
{
    private static readonly ReadOnlyMemory<byte>[] SequenceSets = [Convert.FromHexString("6742001F")];
    private static readonly ReadOnlyMemory<byte>[] PictureSets = [Convert.FromHexString("68CE3C80")];

    // By length prefix less one and payload limit less the smallest, made when first asked for.
    private readonly H264PayloadFormat?[] _formats = new H264PayloadFormat?[4 * 256];
    private readonly byte[] _payload = new byte[512];
    private readonly byte[] _again = new byte[512];

    public string Name => "h264-packetize";

    public IEnumerable<byte[]> Seeds =>
    [
        [3, 0, 0, 0, 0, 3, 0x41, 1, 2],
        [3, 8, 0, 0, 0, 2, 0x09, 0x10, 0, 0, 0, 100, 0x65, .. new byte[99], 0, 0, 0, 20, 0x41, .. new byte[19]],
        [1, 68, 0, 4, 0x67, 1, 2, 3, 0, 2, 0x68, 1, 1, 0, 0x65, .. new byte[255]],
        [0, 20, 5, 0x41, 1, 2, 3, 4, 5, 0x21, 1, 2, 3, 4, 0, 2, 0x06, 0xFF],
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2)
        {
            return;
        }

        H264PayloadFormat format = Format(input[0] % 4, input[1]);
        ReadOnlySpan<byte> sample = input[2..];
        long budget = sample.Length + format.ParameterSets.Length;
        int markers = 0;
        int packets = 0;
        H264Packetizer packetizer = format.Packetize(sample, isSync: (input[0] & 0x80) != 0);
        while (packetizer.TryNext(_payload, out PacketCut cut))
        {
            Expect(cut.PayloadSize > 0 && cut.PayloadSize <= format.MaxPayloadSize, "a payload out of range");
            Expect(markers == 0, "a packet after the marker");
            markers += cut.Marker ? 1 : 0;
            packets++;

            // Progress: every packet uses up at least one byte of its source.
            Expect(packets <= budget, "more packets than bytes");
            Expect(format.Write(sample, cut, _again) == cut.PayloadSize, "a cut that cannot be written");
            Expect(_payload.AsSpan(0, cut.PayloadSize).SequenceEqual(_again.AsSpan(0, cut.PayloadSize)), "a payload that differs");

            // The sample may have been replaced by a shorter one when a packet is asked for again.
            format.Write(sample[..(sample.Length / 2)], cut, _again);
        }

        Expect(markers == Math.Min(1, packets), "no marker at the end");
    }

    private static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private H264PayloadFormat Format(int lengthSize, byte limit) =>
        _formats[(lengthSize * 256) + limit] ??= new(lengthSize + 1, SequenceSets, PictureSets, H264PayloadFormat.MinMaxPayloadSize + limit);
}
