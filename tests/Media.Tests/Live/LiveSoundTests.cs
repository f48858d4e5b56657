using Vod.Media.Live;
using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Live;

/// <summary>Sound of a publisher, whose packets are as long as he makes them and stop while he is silent.</summary>
public sealed class LiveSoundTests
{
    private static readonly MonotonicTime Epoch = PublishedMedia.Zero + LiveClock.Delay;
    private readonly LiveStream _stream = new(hasPicture: false, hasSound: true, static () => { });
    private readonly AudioSender _sender;
    private readonly byte[] _buffer = new byte[1500];

    public LiveSoundTests()
    {
        PlaybackClock clock = new();
        clock.Start(Epoch);
        RtpStream stream = new(new PayloadType(111), new Ssrc(1), new SequenceNumber(5), new RtpTimestamp(1000));
        _sender = new AudioSender(new LiveSound(_stream), stream, clock, loop: null);
    }

    [Fact]
    public void Packets_of_any_length_go_when_they_are_due_with_their_own_timestamps()
    {
        int[] starts = [0, 10, 30, 70, 130];
        for (int i = 0; i < starts.Length; i++)
        {
            _stream.AddSound(Ms(starts[i]), [(byte)i]);
        }

        foreach (int start in starts)
        {
            Assert.Equal(Epoch + Ms(start), _sender.NextSendTime(Epoch + Ms(start - 1)));
            Assert.False(TrySend(Epoch + Ms(start) - TimeSpan.FromTicks(1), out _));
            Assert.True(TrySend(Epoch + Ms(start), out RtpHeader header));
            Assert.Equal((uint)(1000 + (start * 48)), header.Timestamp.Value);
        }
    }

    [Fact]
    public void Silence_is_a_gap_in_time_and_none_in_the_numbers()
    {
        _stream.AddSound(Ms(0), [1]);
        _stream.AddSound(Ms(400), [2], duration: Ms(60));
        Assert.True(TrySend(Epoch, out RtpHeader before));
        Assert.False(TrySend(Epoch + Ms(399), out _));
        Assert.True(TrySend(Epoch + Ms(400), out RtpHeader after));

        Assert.Equal((1, 400 * 48), (after.SequenceNumber - before.SequenceNumber, after.Timestamp - before.Timestamp));
        Assert.Equal(0, _sender.Skipped);
    }

    [Fact]
    public void A_packet_that_has_not_come_is_looked_for_and_one_that_comes_late_is_sent_all_the_same()
    {
        _stream.AddSound(Ms(0), [1]);
        Assert.True(TrySend(Epoch, out _));
        Assert.Equal(Epoch + Ms(1) + VideoSender.LiveLookInterval, _sender.NextSendTime(Epoch + Ms(1)));
        Assert.True(_sender.MissingSince.IsNever);

        _stream.AddSound(Ms(20), [2], late: Ms(700));

        Assert.True(TrySend(Epoch + Ms(720), out RtpHeader header));
        Assert.Equal(1000u + (20 * 48), header.Timestamp.Value);
    }

    [Fact]
    public void A_viewer_who_joins_begins_with_the_first_packet_of_his_moment()
    {
        for (int i = 0; i < 10; i++)
        {
            _stream.AddSound(Ms(20 * i), [(byte)i]);
        }

        _sender.MoveTo(Ms(81));
        Assert.True(TrySend(Epoch + Ms(100), out RtpHeader header));
        Assert.Equal(1000u + (100 * 48), header.Timestamp.Value);

        _sender.MoveTo(Ms(5000));
        Assert.False(TrySend(Epoch + Ms(5000), out _));
        _stream.AddSound(Ms(5000), [99]);
        Assert.True(TrySend(Epoch + Ms(5000), out _));
    }

    [Fact]
    public void Whoever_was_left_behind_goes_on_with_what_is_kept()
    {
        for (int i = 0; i < LiveStream.MaxSounds + 50; i++)
        {
            _stream.AddSound(Ms(20 * i), [(byte)i]);
        }

        Assert.True(TrySend(Epoch + Ms(20 * 50), out RtpHeader header));
        Assert.Equal(1000u + (50 * 20 * 48), header.Timestamp.Value);
    }

    [Fact]
    public void It_ends_when_the_publisher_does_and_everything_was_sent()
    {
        _stream.AddSound(Ms(0), [1]);
        Assert.False(_sender.IsFinished);
        _stream.End();
        Assert.False(_sender.IsFinished);

        Assert.True(TrySend(Epoch, out _));

        Assert.True(_sender.IsFinished);
    }

    [Fact]
    public void A_packet_that_no_datagram_takes_is_left_out()
    {
        _stream.AddSound(Ms(0), new byte[RtpPacketBudget.MaxPayload + 1]);
        _stream.AddSound(Ms(20), [7]);

        Assert.True(TrySend(Epoch + Ms(20), out RtpHeader header));
        Assert.Equal(1000u + (20 * 48), header.Timestamp.Value);
    }

    private bool TrySend(MonotonicTime now, out RtpHeader header)
    {
        header = default;
        return _sender.TryWritePacket(_buffer, now, now, isRun: false, out UnprotectedPacket packet) && RtpHeader.TryParse(_buffer.AsSpan(0, packet.HeaderLength), out header);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
