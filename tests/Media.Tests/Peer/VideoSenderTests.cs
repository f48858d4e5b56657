using System.Buffers.Binary;
using Vod.Media.H264.Packetization;
using Vod.Media.Pacing;
using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Tests.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Peer;

public sealed class VideoSenderTests : IDisposable
{
    private const int SampleBytes = 3000;
    private static readonly MonotonicTime Epoch = new(1_000_000);
    private readonly ChangingFile _file = new();
    private readonly CutPictures _pictures = new();
    private readonly PlaybackClock _clock = new();
    private readonly byte[] _buffer = new byte[RtpPacketBudget.MaxDatagram];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_sent_is_sent_again_from_an_unchanged_file(bool hasRetransmissionStream)
    {
        using VideoSender sender = Start(hasRetransmissionStream);
        byte[] payload = Send(sender, out SequenceNumber number);
        Forget();

        Assert.Equal(RetransmissionOutcome.Accepted, sender.OnNack(number, Later, TimeSpan.Zero));
        Assert.True(sender.TryWritePacket(_buffer, Later, Later, out UnprotectedPacket again));
        Assert.Equal(payload, again.Payload[^payload.Length..].ToArray());
    }

    // The nonce of an SRTP packet follows from its sequence number: a second plaintext under it would give both away, and with GCM the key of the tags.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_sent_is_not_sent_again_from_a_file_that_has_changed(bool hasRetransmissionStream)
    {
        using VideoSender sender = Start(hasRetransmissionStream);
        Send(sender, out SequenceNumber number);
        Forget();
        _file.Bytes[_file.Bytes.Length - (SampleBytes / 2)] ^= 1;

        sender.OnNack(number, Later, TimeSpan.Zero);

        Assert.False(sender.TryWritePacket(_buffer, Later, Later, out _));
    }

    public void Dispose() => _pictures.Dispose();

    private static MonotonicTime Later => Epoch + TimeSpan.FromMilliseconds(50);

    private VideoSender Start(bool hasRetransmissionStream)
    {
        RtpStream stream = new(new PayloadType(102), new Ssrc(7), new SequenceNumber(65535), new RtpTimestamp(5));
        RtxStream? rtx = hasRetransmissionStream ? new RtxStream(new PayloadType(103), new Ssrc(8), new SequenceNumber(9)) : null;
        VideoSender sender = new(_file.Video, stream, rtx, _clock, loop: null, new PeerCounters(), _pictures);
        sender.Prepare(TimeSpan.Zero, Epoch);
        _clock.Start(Epoch);
        sender.Start();
        return sender;
    }

    // Sends the whole picture; gives its second packet.
    private byte[] Send(VideoSender sender, out SequenceNumber number)
    {
        Assert.True(sender.TryWritePacket(_buffer, Epoch, Epoch, out _));
        Assert.True(sender.TryWritePacket(_buffer, Epoch, Epoch, out UnprotectedPacket second));
        byte[] payload = second.Payload.ToArray();
        number = new SequenceNumber(BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(2)));
        while (sender.TryWritePacket(_buffer, Epoch, Epoch, out _))
        {
        }

        return payload;
    }

    // Nobody looks at the picture for a while, so it has to be cut again.
    private void Forget()
    {
        _pictures.Trim();
        _pictures.Trim();
        Assert.Equal(0, _pictures.Count);
    }

    private sealed class ChangingFile : IResidentFile
    {
        public ChangingFile()
        {
            TrackSpec track = TrackSpec.Video with
            {
                Timescale = 1000,
                Sizes = [SampleBytes],
                ChunkSamples = [1],
                TimeToSample = Boxes.Table("stts", 0, [1, 1000]),
                SyncSamples = Boxes.Table("stss", 0, [1]),
            };
            Bytes = new MovieSpec(track).Build();
            Video = new FileVideo(Reading.Movie(Bytes).FirstVideo!, file: this);
            Span<byte> sample = Bytes.AsSpan((int)Video.Samples.GetSample(0).Offset, SampleBytes);
            BinaryPrimitives.WriteUInt32BigEndian(sample, SampleBytes - 4);
            sample[4] = 0x41;
        }

        public byte[] Bytes { get; }

        public FileVideo Video { get; }

        public bool TryRead(long offset, Span<byte> destination)
        {
            Bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
            return true;
        }

        public void Expect(long offset, long length)
        {
        }
    }
}
