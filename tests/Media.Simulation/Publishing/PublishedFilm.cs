using System.Buffers.Binary;
using Vod.Media.H264.Packetization;
using Vod.Media.Publish;

namespace Vod.Media.Simulation.Publishing;

/// <summary>The pictures of a simulated camera: each says its number and that of the one it refers to, between valid heads and random bytes.</summary>
internal sealed class PublishedFilm(PublisherOptions options, Random random)
{
    /// <summary>160 x 120 and 720 x 576, by x264.</summary>
    private static readonly byte[] Small = Convert.FromHexString("6742C00BD902847E5C0440000003004000000C83C50A92");
    private static readonly byte[] Large = Convert.FromHexString("674D401EECA05A126C0440000003004000000C87C50A6580");
    private static readonly byte[] PictureSet = Convert.FromHexString("68CE3C80");
    private static readonly byte[] KeySlice = [0x65, 0x88, 0x84];
    private static readonly byte[] Slice = [0x41, 0x9A, 0x01];
    private static readonly byte[] Vp8Key = Convert.FromHexString("1002009D012A80026801");
    private static readonly byte[] Vp8Inter = [0x31, 0x02, 0x00];
    private static readonly H264PayloadFormat SmallFormat = new(4, [Small], [PictureSet]);
    private static readonly H264PayloadFormat LargeFormat = new(4, [Large], [PictureSet]);
    private readonly List<byte[]> _pictures = [];

    /// <summary>Pictures made so far.</summary>
    public int Count => _pictures.Count;

    /// <summary>The bytes of a picture as they are to be handed on.</summary>
    public ReadOnlySpan<byte> Picture(int index) => _pictures[index];

    /// <summary>Makes the next picture and cuts it into payloads.</summary>
    public List<(byte[] Payload, bool Marker)> MakeNext(bool isKey)
    {
        byte[] head = options.Codec == PublishedCodec.Vp8 ? isKey ? Vp8Key : Vp8Inter : isKey ? KeySlice : Slice;
        byte[] picture = new byte[head.Length + 8 + random.Next(100, isKey ? 40_000 : 6_000)];
        random.NextBytes(picture);
        head.CopyTo(picture, 0);
        BinaryPrimitives.WriteInt32BigEndian(picture.AsSpan(head.Length), Count);
        BinaryPrimitives.WriteInt32BigEndian(picture.AsSpan(head.Length + 4), isKey ? Count : Count - 1);
        if (options.Codec == PublishedCodec.Vp8)
        {
            _pictures.Add(picture);
            return CutVp8(picture);
        }

        byte[] sample = new byte[4 + picture.Length];
        BinaryPrimitives.WriteInt32BigEndian(sample, picture.Length);
        picture.CopyTo(sample, 4);
        _pictures.Add(sample);
        return CutH264(sample, isKey);
    }

    /// <summary>The number of a picture that was handed on, and that of the one it refers to.</summary>
    public static (int Index, int Reference) NumbersOf(in PublishedPicture picture, ReadOnlySpan<byte> bytes)
    {
        int head = picture.Codec == PublishedCodec.H264 ? 4 + Slice.Length : picture.IsKey ? Vp8Key.Length : Vp8Inter.Length;
        return (BinaryPrimitives.ReadInt32BigEndian(bytes[head..]), BinaryPrimitives.ReadInt32BigEndian(bytes[(head + 4)..]));
    }

    private List<(byte[], bool)> CutH264(byte[] sample, bool isKey)
    {
        List<(byte[], bool)> payloads = [];
        H264PayloadFormat format = Count > options.ResizesAt ? LargeFormat : SmallFormat;
        byte[] payload = new byte[format.MaxPayloadSize];
        H264Packetizer packetizer = format.Packetize(sample, isKey);
        while (packetizer.TryNext(payload, out Rtp.PacketCut cut))
        {
            payloads.Add((payload[..cut.PayloadSize], cut.Marker));
        }

        return payloads;
    }

    private static List<(byte[], bool)> CutVp8(byte[] frame)
    {
        const int Size = 1100;
        List<(byte[], bool)> payloads = [];
        for (int at = 0; at < frame.Length; at += Size)
        {
            byte[] part = frame[at..Math.Min(frame.Length, at + Size)];
            payloads.Add(([(byte)(at == 0 ? 0x10 : 0x00), .. part], at + Size >= frame.Length));
        }

        return payloads;
    }
}
