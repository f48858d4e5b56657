using Vod.Media.Bandwidth;
using Vod.Media.Rtcp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Bandwidth;

/// <summary>The way of feedback into the estimate; how the estimate behaves is shown by the scenarios of Media.Simulation.</summary>
public sealed class BandwidthControllerTests
{
    private const int Size = 1000;
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(30);
    private readonly byte[] _contents = new byte[64];
    private MonotonicTime _now = new(100_000_000);
    private long _arrival = 1_000_000;

    [Fact]
    public void Without_congestion_nothing_is_limited()
    {
        BandwidthController path = new(PathFeedback.TransportWide, canPad: true) { Wanted = 3_000_000 };
        Play(path, 300, late: 0);

        Assert.Null(path.Estimate);
        Assert.Null(path.PaceBitrate);
        Assert.Equal(MonotonicTime.Never, path.NextTimeout);
        Assert.InRange(path.SentBitrate, 780_000, 820_000);
    }

    [Fact]
    public void A_delay_that_grows_is_congestion_and_the_queue_is_let_drain()
    {
        BandwidthController path = new(PathFeedback.TransportWide, canPad: true) { Wanted = 3_000_000 };
        Play(path, 100, late: 0);
        Play(path, 100, late: 8);

        // 8 kbit every 18 ms get through.
        Assert.InRange(path.Estimate!.Value, 340_000, 444_000);
        Assert.Equal((long)(path.Estimate.Value * BandwidthController.DrainShare), path.PaceBitrate);
    }

    [Fact]
    public void A_path_that_was_too_narrow_is_probed_and_believed()
    {
        BandwidthController path = new(PathFeedback.TransportWide, canPad: true) { Wanted = 3_000_000 };
        Play(path, 100, late: 0);
        Play(path, 30, late: 8);
        Play(path, 300, late: -1);
        long before = path.Estimate!.Value;
        Assert.NotEqual(MonotonicTime.Never, path.NextTimeout);

        Probe(path);

        Assert.InRange(path.Estimate.Value, before * 1.5, before * 2.2);
    }

    [Fact]
    public void Without_a_stream_for_it_nothing_is_probed()
    {
        BandwidthController path = new(PathFeedback.TransportWide, canPad: false) { Wanted = 3_000_000 };
        Play(path, 100, late: 0);
        Play(path, 30, late: 8);
        Play(path, 300, late: -1);

        Assert.NotNull(path.Estimate);
        Assert.False(path.WantsPadding(_now));
        Assert.Equal(MonotonicTime.Never, path.NextTimeout);
    }

    [Fact]
    public void An_estimate_that_was_enough_for_long_is_forgotten()
    {
        BandwidthController path = new(PathFeedback.TransportWide, canPad: true) { Wanted = 300_000 };
        Play(path, 100, late: 0);
        Play(path, 30, late: 8);
        Assert.NotNull(path.Estimate);

        Play(path, 60, late: -4);
        Play(path, 3100, late: 0);
        Assert.Null(path.Estimate);
    }

    [Fact]
    public void Heavy_loss_bounds_the_estimate()
    {
        BandwidthController path = new(PathFeedback.TransportWide, canPad: true) { Wanted = 3_000_000 };
        Play(path, 200, late: 0, lostOfTen: 3);

        Assert.InRange(path.Estimate!.Value, 300_000, 700_000);
    }

    [Fact]
    public void What_comes_late_after_all_is_not_lost()
    {
        BandwidthController path = new(PathFeedback.TransportWide, canPad: true) { Wanted = 3_000_000 };
        for (int i = 0; i < 200; i++)
        {
            Play(path, 1, late: 0, lostOfTen: 10);
            ushort number = (ushort)(path.NextNumber - 1);
            Report(path, number, received: true);
        }

        Assert.Null(path.Estimate);
    }

    [Fact]
    public void Feedback_on_what_was_never_sent_is_nothing()
    {
        BandwidthController path = new(PathFeedback.TransportWide, canPad: true);
        for (int i = 0; i < 100; i++)
        {
            Report(path, (ushort)(i * 655), received: i % 2 == 0);
        }

        Assert.Null(path.Estimate);
    }

    [Fact]
    public void Only_where_nothing_better_was_agreed_on_does_the_viewers_estimate_count()
    {
        BandwidthController remb = new(PathFeedback.ReceiverEstimate, canPad: true);
        remb.OnReceiverEstimate(1_000_000, _now);
        Assert.Equal(1_000_000, remb.Estimate);
        remb.OnReceiverEstimate(5, _now);
        Assert.Equal(RateControl.MinBitrate, remb.Estimate);

        BandwidthController other = new(PathFeedback.TransportWide, canPad: true);
        other.OnReceiverEstimate(1_000_000, _now);
        Assert.Null(other.Estimate);
    }

    [Fact]
    public void Receiver_reports_are_the_last_resort()
    {
        BandwidthController path = new(PathFeedback.ReceiverReports, canPad: true) { Wanted = 1_000_000 };
        for (int i = 0; i < 200; i++)
        {
            path.OnSent(Size, _now);
            _now += TimeSpan.FromMilliseconds(10);
        }

        path.OnReceiverReport(5, _now);
        Assert.Null(path.Estimate);
        path.OnReceiverReport(128, _now);
        Assert.InRange(path.Estimate!.Value, 590_000, 610_000);
        for (int i = 0; i < 20; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            path.OnReceiverReport(0, _now);
        }

        Assert.Null(path.Estimate);
    }

    // One packet every 10 ms, each reported on, and each later than the one before by so many milliseconds.
    private void Play(BandwidthController path, int packets, double late, int lostOfTen = 0)
    {
        for (int i = 0; i < packets; i++)
        {
            ushort number = path.NextNumber;
            path.OnSent(Size, _now);
            _now += TimeSpan.FromMilliseconds(10);
            _arrival += (long)((10 + late) * 4);
            Report(path, number, received: i % 10 >= lostOfTen);
        }
    }

    private void Probe(BandwidthController path)
    {
        _now = MonotonicTime.Max(_now, path.NextTimeout);
        ushort first = path.NextNumber;
        MonotonicTime start = _now;
        while (path.WantsPadding(_now))
        {
            path.OnSent(280, _now);
            _now = path.NextTimeout.IsNever ? _now : path.NextTimeout;
        }

        int packets = (ushort)(path.NextNumber - first);
        Assert.True(packets >= Prober.MinPackets);
        long firstArrival = _arrival;
        for (int i = 0; i < packets; i++)
        {
            _arrival = firstArrival + (long)((_now - start).TotalSeconds * 4000 * i / packets);
            Report(path, (ushort)(first + i), received: true);
        }
    }

    private void Report(BandwidthController path, ushort number, bool received)
    {
        long reference = _arrival / 256;
        _contents[0] = (byte)(number >> 8);
        _contents[1] = (byte)number;
        (_contents[2], _contents[3]) = (0, 1);
        (_contents[4], _contents[5], _contents[6]) = ((byte)(reference >> 16), (byte)(reference >> 8), (byte)reference);
        (_contents[8], _contents[9], _contents[10]) = ((byte)(received ? 0x20 : 0), 1, (byte)(_arrival % 256));
        Assert.True(TransportFeedbackReader.TryOpen(_contents.AsSpan(0, received ? 11 : 10), out TransportFeedbackReader statuses));
        path.OnTransportFeedback(statuses, RoundTrip, _now);
    }
}
