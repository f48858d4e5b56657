using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Vod.Media.Srtp;

namespace Vod.Media.Benchmarks;

/// <summary>What it costs to protect a packet of full size, and to open a report of the viewer, with each profile.</summary>
public class SrtpBenchmarks
{
    private const int PacketBytes = 1200;
    private const int ReportBytes = 60;

    private readonly byte[] _packet = new byte[PacketBytes];
    private readonly byte[] _report = new byte[ReportBytes];
    private readonly byte[] _buffer = new byte[PacketBytes + SrtpProfileParameters.MaxOverhead];
    private SrtpSender _server = null!;
    private SrtpSender _viewer = null!;
    private SrtpReceiver _receiver = null!;
    private ushort _number;

    /// <summary>By the name of RFC 5764 and RFC 7714.</summary>
    [Params("AEAD_AES_128_GCM", "AES128_CM_HMAC_SHA1_80")]
    public string Profile { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        SrtpProfile profile = Profile == "AEAD_AES_128_GCM" ? SrtpProfile.AeadAes128Gcm : SrtpProfile.Aes128CmHmacSha1_80;
        byte[] exported = new byte[profile.KeyingMaterialLength()];
        new Random(1).NextBytes(exported);
        SrtpKeyingMaterial keys = new(profile, exported);
        _server = new SrtpSender(profile, keys.ServerWrite);
        _viewer = new SrtpSender(profile, keys.ClientWrite);
        _receiver = new SrtpReceiver(profile, keys.ClientWrite);
        (_packet[0], _packet[1]) = (0x80, 102);
        (_report[0], _report[1]) = (0x81, 201);
    }

    [Benchmark]
    public int Protect_RTP_of_1200_bytes()
    {
        _packet.CopyTo(_buffer, 0);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(2), _number++);
        return Expect(_server.Protect(_buffer, PacketBytes, out int length), length);
    }

    /// <summary>The viewer's half is in it too: a report can be opened only once.</summary>
    [Benchmark]
    public int Protect_and_unprotect_RTCP()
    {
        _report.CopyTo(_buffer, 0);
        int sent = Expect(_viewer.ProtectRtcp(_buffer, ReportBytes, out int length), length);
        return Expect(_receiver.UnprotectRtcp(_buffer, sent, out int plain), plain);
    }

    [GlobalCleanup]
    public void Release()
    {
        _server.Dispose();
        _viewer.Dispose();
        _receiver.Dispose();
    }

    private static int Expect(SrtpStatus status, int length) => status == SrtpStatus.Ok ? length : throw new InvalidOperationException(status.ToString());
}
