using System.Buffers.Binary;
using Vod.Media.H264;
using Vod.Media.Peer;
using Vod.Media.Publish;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Fuzz.Publish;

/// <summary>
/// The media of a publisher, decrypted. The first byte chooses the codec; then RTP packets and RTCP datagrams, each behind two bytes: its length, and above that how much later it comes.
/// </summary>
internal sealed class PublishFuzzTarget : IFuzzTarget, IPublishedMediaSink
{
    private const int LengthBits = 11;
    private readonly byte[] _buffer = new byte[1500];
    private TimeSpan _picture;
    private TimeSpan _soundEnd;
    private bool _hasKey;

    public string Name => "publish";

    public IEnumerable<byte[]> Seeds =>
    [
        [
            0,
            .. Packet(108, 1, 0, marker: false, "6742C00BD902847E5C0440000003004000000C83C50A92"),
            .. Packet(108, 2, 0, marker: false, "78000468CE3C8000046588843F"),
            .. Packet(108, 3, 0, marker: false, "7C8588843F"),
            .. Packet(108, 4, 0, marker: true, "7C4501020304"),
            .. Packet(111, 1, 0, marker: false, "F801"),
            .. Packet(108, 6, 3000, marker: true, "419A0102"),
            .. Packet(109, 1, 3000, marker: true, "0005419A0102"),
            .. Report(),
        ],
        [
            1,
            .. Packet(108, 1, 0, marker: false, "90F08111054110" + "0200" + "9D012A" + "8002" + "6801"),
            .. Packet(108, 2, 0, marker: true, "00AABB"),
            .. Packet(108, 3, 3000, marker: true, "10310200CC"),
        ],
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        PublishPeerOptions options = new()
        {
            Video = new(new PayloadType(108)) { RetransmissionPayloadType = new PayloadType(109), HasNack = true, HasPictureLossIndication = true, Mid = "1"u8.ToArray(), Extensions = new(4, 3, 0) },
            Audio = new(new PayloadType(111)) { Mid = "0"u8.ToArray(), Extensions = new(4, 3, 0) },
            Codec = (PublishedCodec)(input[0] & 1),
            PathFeedback = Bandwidth.PathFeedback.TransportWide,
            ReportSsrc = new Ssrc(7),
            CanonicalName = "fuzz"u8.ToArray(),
            Random = new Random(1),
        };
        (_picture, _soundEnd, _hasKey) = (-TimeSpan.FromSeconds(1), TimeSpan.Zero, false);
        MediaReception reception = new(options, this, new PeerCounters());
        MonotonicTime now = MonotonicTime.Zero;
        for (ReadOnlySpan<byte> rest = input[1..]; rest.Length >= 2;)
        {
            ushort word = BinaryPrimitives.ReadUInt16BigEndian(rest);
            int length = Math.Min(word & ((1 << LengthBits) - 1), rest.Length - 2);
            now += TimeSpan.FromMilliseconds((word >> LengthBits) * 40);
            Handle(reception, rest.Slice(2, length), now);
            rest = rest[(2 + length)..];
        }

        Handle(reception, [], now + TimeSpan.FromSeconds(5));
    }

    public void OnPicture(in PublishedPicture picture, ReadOnlySpan<byte> bytes)
    {
        Expect(picture.Time > _picture, "a picture that is not shown after the last one");
        Expect(picture.IsKey || _hasKey, "a picture before the first key picture");
        Expect(picture.Width > 0 && picture.Height > 0, "a picture without a size");
        _picture = picture.Time;
        _hasKey = true;
        if (picture.Codec == PublishedCodec.H264)
        {
            Expect(AvcConfiguration.TryParse(picture.Configuration!.ToBytes(), out _), "a configuration that cannot be read");
            AvccReader reader = new(bytes, picture.Configuration.NalLengthSize);
            while (reader.TryRead(out ReadOnlySpan<byte> nal))
            {
                Expect(new NalUnitHeader(nal[0]).Type is > NalUnitType.Unspecified and not (NalUnitType.SequenceParameterSet or NalUnitType.PictureParameterSet), "a unit that is not for pictures");
            }

            Expect(!reader.IsMalformed, "lengths that do not add up");
        }
    }

    public void OnSound(in PublishedSound sound, ReadOnlySpan<byte> packet)
    {
        Expect(sound.Time >= _soundEnd && sound.Duration > TimeSpan.Zero, "a sound before the end of the last one");
        _soundEnd = sound.Time + sound.Duration;
    }

    private void Handle(MediaReception reception, ReadOnlySpan<byte> datagram, MonotonicTime now)
    {
        if (datagram.Length > 1 && datagram[1] is >= 192 and <= 223)
        {
            reception.HandleReports(datagram, now);
        }
        else
        {
            reception.TryHandlePacket(datagram, now);
        }

        reception.HandleTimeout(now);
        int messages = 0;
        while (reception.Feedback.TryWrite(_buffer, now, out int length))
        {
            Expect(length <= RtpPacketBudget.MaxDatagram, "feedback that is too long");
            Expect(++messages < 20, "feedback without an end");
        }

        Expect(reception.NextTimeout > now, "a deadline that does not pass");
    }

    private static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private static byte[] Packet(byte payloadType, ushort number, uint timestamp, bool marker, string payload)
    {
        byte[] buffer = new byte[256];
        RtpHeader header = new(new PayloadType(payloadType), marker, new SequenceNumber(number), new RtpTimestamp(timestamp), new Ssrc(payloadType));
        int length = RtpPacketWriter.WriteHeader(header, new() { Ids = new(0, 3, 0), TransportSequence = number }, buffer);
        byte[] bytes = Convert.FromHexString(payload);
        bytes.CopyTo(buffer, length);
        return Framed(buffer.AsSpan(0, length + bytes.Length));
    }

    private static byte[] Report()
    {
        byte[] buffer = new byte[256];
        Media.Rtcp.RtcpWriter writer = new(buffer);
        writer.SenderReport(new Ssrc(108), new(new NtpTime(1UL << 33), new RtpTimestamp(3000), 1, 1));
        writer.SenderReport(new Ssrc(111), new(new NtpTime(1UL << 33), new RtpTimestamp(960), 1, 1));
        writer.Goodbye(new Ssrc(111));
        return Framed(buffer.AsSpan(0, writer.Size));
    }

    private static byte[] Framed(ReadOnlySpan<byte> datagram) => [(byte)((1 << 3) | (datagram.Length >> 8)), (byte)datagram.Length, .. datagram];
}
