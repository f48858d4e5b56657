using Vod.Media.Peer;
using Vod.Media.Publish;
using Vod.Media.Publish.Depacketization;
using Vod.Media.Publish.Reception;
using Vod.Media.Publish.Timeline;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Publish.Reception;

public sealed class PictureReceiverTests : IPublishedMediaSink
{
    private const string Sets = "78" + "0017" + "6742C00BD902847E5C0440000003004000000C83C50A92" + "0004" + "68CE3C80";
    private const string Idr = "6588843F";
    private const string Slice = "419A0102";
    private readonly List<string> _taken = []; // pictures, keys with a star
    private readonly KeyFrameRequests _requests = new();
    private readonly PeerCounters _counters = new();
    private readonly PictureReceiver _receiver;
    private MonotonicTime _now = MonotonicTime.Zero + TimeSpan.FromMinutes(1);

    public PictureReceiverTests() =>
        _receiver = new PictureReceiver(new H264Depacketizer(), new PictureTimeline(new TimelineOrigin(), sound: null), _requests, this, _counters);

    [Fact]
    public void Marker_or_timestamp_end_a_picture()
    {
        Take(0, Sets);
        Take(0, Idr, marker: true);
        Take(3000, Slice);
        Take(3000, Slice);
        Assert.Equal(["8*"], _taken);
        Take(6000, Slice, marker: true);

        Assert.Equal(["8*", "16", "8"], _taken);
        Assert.True(_requests.Due.IsNever);
    }

    [Fact]
    public void Before_the_first_key_picture_nothing_is_handed_on_and_one_is_asked_for()
    {
        Take(0, Slice, marker: true);
        Take(3000, Idr, marker: true);
        Assert.Empty(_taken);
        Assert.Equal(_now - Step, _requests.Due);
        Take(6000, Sets);
        Take(6000, Idr, marker: true);

        Assert.Equal(["8*"], _taken);
        Assert.True(_requests.Due.IsNever);
    }

    [Fact]
    public void After_a_gap_only_a_key_picture_that_has_its_head_counts()
    {
        Key(0);
        Take(3000, Slice, marker: true);

        // Its sets and its first slice may be what is missing.
        Take(6000, Idr, marker: true, gap: true);
        Take(9000, Slice, marker: true);
        Assert.Equal(["8*", "8"], _taken);
        Assert.False(_requests.Due.IsNever);

        // Right behind another gap, but whole.
        Take(12_000, Sets, gap: true);
        Take(12_000, Idr, marker: true);
        Take(15_000, Slice, marker: true);
        Assert.Equal(["8*", "8", "8*", "8"], _taken);
    }

    [Fact]
    public void The_rest_of_a_picture_that_was_given_up_is_no_picture()
    {
        Key(0);
        Take(3000, Slice);
        Take(3000, Sets, gap: true);
        Take(3000, Idr, marker: true);
        Assert.Equal(["8*"], _taken);
        Key(6000);
        Assert.Equal(["8*", "8*"], _taken);
    }

    [Fact]
    public void What_follows_a_marker_with_the_same_timestamp_spoils_what_comes_after()
    {
        Key(0);
        Take(0, Slice, marker: true);
        Take(3000, Slice, marker: true);

        Assert.Equal(["8*"], _taken);
        Assert.False(_requests.Due.IsNever);
    }

    [Fact]
    public void A_picture_that_breaks_the_format_is_a_loss()
    {
        Key(0);
        Take(3000, "7C0500", marker: true);
        Take(6000, Slice, marker: true);

        Assert.Equal(["8*"], _taken);
        Assert.Equal(1, _counters.DropsFor(PeerDropReason.MalformedRtp));
        Assert.False(_requests.Due.IsNever);
    }

    [Fact]
    public void Padding_is_passed_over_and_tells_of_a_gap_like_any_packet()
    {
        Key(0);
        Take(0, "");
        Take(3000, Slice, marker: true);
        Assert.Equal(["8*", "8"], _taken);
        Take(3000, "", gap: true);
        Take(6000, Slice, marker: true);
        Assert.Equal(["8*", "8"], _taken);
    }

    [Fact]
    public void Another_stream_begins_with_a_key_picture_of_its_own()
    {
        Key(0);
        _receiver.Restart();
        Take(50, Slice, marker: true);
        Key(3050);

        Assert.Equal(["8*", "8*"], _taken);
    }

    void IPublishedMediaSink.OnPicture(in PublishedPicture picture, ReadOnlySpan<byte> bytes) => _taken.Add($"{bytes.Length}{(picture.IsKey ? "*" : "")}");

    void IPublishedMediaSink.OnSound(in PublishedSound sound, ReadOnlySpan<byte> packet) => Assert.Fail("there is no sound");

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private void Key(uint timestamp)
    {
        Take(timestamp, Sets);
        Take(timestamp, Idr, marker: true);
    }

    private void Take(uint timestamp, string payload, bool marker = false, bool gap = false)
    {
        _now += Step;
        _receiver.Take(new ReceivedPayload(new RtpTimestamp(timestamp), marker, gap, Convert.FromHexString(payload)), _now);
    }
}
