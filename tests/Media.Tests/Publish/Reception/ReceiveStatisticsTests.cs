using Vod.Media.Publish.Reception;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Publish.Reception;

/// <summary>RFC 3550 section 6.4.1 and appendices A.3 and A.8.</summary>
public sealed class ReceiveStatisticsTests
{
    private readonly ReceiveStatistics _statistics = new(RtpClock.VideoRate);

    [Fact]
    public void Losses_are_told_since_the_last_report_and_since_the_beginning()
    {
        foreach (int number in (int[])[65_534, 65_535, 65_537, 65_538, 65_541])
        {
            Add(number, 0);
        }

        // Eight expected, three of them lost: 96 of 256.
        ReportBlock first = _statistics.Report(new Ssrc(9), At(0));
        Assert.Equal((new Ssrc(9), 96, 3, 65_541u), (first.Source, (int)first.FractionLost, first.CumulativeLost, first.ExtendedHighestSequence));

        Add(65_542, 0);
        ReportBlock second = _statistics.Report(new Ssrc(9), At(0));
        Assert.Equal((0, 3), ((int)second.FractionLost, second.CumulativeLost));

        // One that comes late after all, and a copy: less is missing than thought.
        Add(65_536, 0);
        Add(65_542, 0);
        ReportBlock third = _statistics.Report(new Ssrc(9), At(0));
        Assert.Equal((0, 1), ((int)third.FractionLost, third.CumulativeLost));
    }

    [Fact]
    public void Packets_in_step_have_no_jitter_and_others_the_mean_of_their_differences()
    {
        // A picture every 40 ms, all of them as late as each other.
        for (int i = 0; i < 100; i++)
        {
            Add(i, i * 3600, At(i * 40));
        }

        Assert.Equal(0u, _statistics.Report(new Ssrc(9), At(0)).Jitter);

        // Every other one 10 ms late: 900 ticks of difference each time.
        for (int i = 100; i < 400; i++)
        {
            Add(i, i * 3600, At((i * 40) + (i % 2 * 10)));
        }

        Assert.InRange(_statistics.Report(new Ssrc(9), At(0)).Jitter, 890u, 900u);
    }

    [Fact]
    public void The_last_sender_report_is_given_back_with_its_age()
    {
        Add(1, 0);
        Assert.Equal((0u, 0u), (_statistics.Report(new Ssrc(9), At(0)).LastSenderReport, _statistics.Report(new Ssrc(9), At(0)).DelaySinceLastSenderReport));

        _statistics.OnSenderReport(new NtpTime(0x1122_3344_5566_7788), At(1000));
        ReportBlock report = _statistics.Report(new Ssrc(9), At(1500));
        Assert.Equal((0x3344_5566u, 0x8000u), (report.LastSenderReport, report.DelaySinceLastSenderReport));
    }

    [Fact]
    public void After_a_new_beginning_nothing_counts_that_was_before()
    {
        Add(1, 0);
        Add(100, 0);
        _statistics.OnPacket(Number(70_000), new RtpTimestamp(0), hasRestarted: true, At(0));

        ReportBlock report = _statistics.Report(new Ssrc(9), At(0));
        Assert.Equal((0, 0, 70_000u), ((int)report.FractionLost, report.CumulativeLost, report.ExtendedHighestSequence));
    }

    private static MonotonicTime At(int milliseconds) => MonotonicTime.Zero + TimeSpan.FromMilliseconds(milliseconds);

    private static ExtendedSequenceNumber Number(int number) => new((long)number);

    private void Add(int number, int timestamp, MonotonicTime? at = null) =>
        _statistics.OnPacket(Number(number), new RtpTimestamp((uint)timestamp), hasRestarted: false, at ?? At(0));
}
