using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Vod.Media.H264.Packetization;
using Vod.Media.Rtp;

namespace Vod.Media.Benchmarks;

/// <summary>From an access unit to the RTP packets of it, without encryption.</summary>
public class PacketizeBenchmarks
{
    private const int KeyFrameBytes = 80_000;
    private const int PictureBytes = 10_000;
    private const int LengthSize = 4;
    private const byte IdrSlice = 0x65;
    private const byte OtherSlice = 0x41;

    private readonly byte[] _keyFrame = AccessUnit(IdrSlice, KeyFrameBytes);
    private readonly byte[] _picture = AccessUnit(OtherSlice, PictureBytes);
    private readonly byte[] _buffer = new byte[RtpPacketBudget.MaxDatagram];
    private readonly byte[] _mid = "video"u8.ToArray();
    private H264PayloadFormat _format = null!;
    private ushort _number;

    [GlobalSetup]
    public void Prepare() => _format = new H264PayloadFormat(LengthSize, [new byte[] { 0x67, 77, 0, 31 }], [new byte[] { 0x68, 0xEE }]);

    [Benchmark]
    public int Packetise_key_frame_of_80_KB() => Packetise(_keyFrame, isSync: true);

    [Benchmark]
    public int Packetise_picture_of_10_KB() => Packetise(_picture, isSync: false);

    /// <summary>The header with every extension there is, and a payload of full size.</summary>
    [Benchmark]
    public int Write_packet()
    {
        H264Packetizer packets = _format.Packetize(_picture, isSync: false);
        return packets.TryNext(out PacketCut cut) ? Write(_picture, cut) : 0;
    }

    private static byte[] AccessUnit(byte header, int size)
    {
        byte[] sample = new byte[size];
        new Random(size).NextBytes(sample);
        BinaryPrimitives.WriteInt32BigEndian(sample, size - LengthSize);
        sample[LengthSize] = header;
        return sample;
    }

    private int Packetise(byte[] sample, bool isSync)
    {
        int bytes = 0;
        H264Packetizer packets = _format.Packetize(sample, isSync);
        while (packets.TryNext(out PacketCut cut))
        {
            bytes += Write(sample, cut);
        }

        return bytes;
    }

    private int Write(byte[] sample, PacketCut cut)
    {
        RtpHeader header = new(new PayloadType(102), cut.Marker, new SequenceNumber(_number++), new RtpTimestamp(90_000), new Ssrc(1));
        RtpExtensionValues extensions = new() { Ids = new RtpExtensionIds(1, 2, 3), Mid = _mid, TransportSequence = _number };
        int headerLength = RtpPacketWriter.WriteHeader(header, extensions, _buffer);
        return headerLength + _format.Write(sample, cut, _buffer.AsSpan(headerLength));
    }
}
