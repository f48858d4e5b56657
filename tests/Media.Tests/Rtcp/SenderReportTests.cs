using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Rtcp;

public sealed class SenderReportTests
{
    private static readonly MonotonicTime Start = new(123_456_789);
    private static readonly RtpClock Video = new(RtpClock.VideoRate, new(0xFFFF_FFF0));
    private static readonly RtpClock Audio = new(RtpClock.OpusRate, new(77));

    [Fact]
    public void Reports_of_sound_and_picture_made_at_different_times_agree_on_the_wall_clock()
    {
        SenderReportClock clock = new(Start, TimeSpan.FromSeconds(1_700_000_000));
        clock.Anchor(Start + TimeSpan.FromSeconds(2), new(5, 1));

        SenderInfo video = clock.Report(Start + TimeSpan.FromSeconds(3), Video, default);
        SenderInfo audio = clock.Report(Start + TimeSpan.FromSeconds(3.5), Audio, default);

        // Media position 6 s is due at wall time 1 700 000 003 s, whichever stream is asked.
        Assert.Equal(NtpTime.FromUnix(TimeSpan.FromSeconds(1_700_000_003)), video.WallTime);
        Assert.Equal(Video.At(new(6, 1)), video.RtpTime);
        Assert.Equal(NtpTime.FromUnix(TimeSpan.FromSeconds(1_700_000_003.5)), audio.WallTime);
        Assert.Equal(Audio.At(new(65, 10)), audio.RtpTime);
    }

    [Fact]
    public void After_a_pause_the_position_goes_on_from_the_new_anchor()
    {
        SenderReportClock clock = new(Start, TimeSpan.Zero);
        Assert.False(clock.IsAnchored);
        clock.Anchor(Start, new(0, 1));
        clock.Anchor(Start + TimeSpan.FromSeconds(60), new(10, 1));

        Assert.True(clock.IsAnchored);
        Assert.Equal(Video.At(new(11, 1)), clock.Report(Start + TimeSpan.FromSeconds(61), Video, default).RtpTime);
    }

    [Fact]
    public void A_day_after_the_anchor_the_clock_is_exact()
    {
        SenderReportClock clock = new(Start, TimeSpan.Zero);
        clock.Anchor(Start, new(0, 1));

        Assert.Equal(Video.Origin + (86_400L * 90_000), clock.Report(Start + TimeSpan.FromDays(1), Video, default).RtpTime);
    }

    [Fact]
    public void Packets_and_payload_bytes_are_counted()
    {
        SendStatistics sent = default;
        sent.OnSent(1000);
        sent.OnSent(20);
        SenderReportClock clock = new(Start, TimeSpan.Zero);
        clock.Anchor(Start, new(0, 1));

        SenderInfo info = clock.Report(Start, Video, sent);

        Assert.Equal((2u, 1020u), (info.PacketCount, info.OctetCount));
    }

    [Fact]
    public void The_first_report_is_due_with_the_first_packet_and_the_next_ones_about_every_second()
    {
        Random random = new(1);
        RtcpSchedule schedule = new();
        Assert.True(schedule.Due.IsNever);

        schedule.OnMedia(Start);
        Assert.Equal(Start, schedule.Due);
        schedule.OnMedia(Start + TimeSpan.FromSeconds(1));
        Assert.Equal(Start, schedule.Due);

        MonotonicTime now = Start;
        for (int i = 0; i < 1000; i++)
        {
            schedule.OnReportSent(now, random);
            Assert.InRange(schedule.Due - now, RtcpSchedule.Interval * 0.5, RtcpSchedule.Interval * 1.5);
            now = schedule.Due;
        }

        Assert.InRange((now - Start) / 1000, RtcpSchedule.Interval * 0.95, RtcpSchedule.Interval * 1.05);
    }

    [Fact]
    public void The_round_trip_is_what_the_receiver_did_not_spend()
    {
        // RFC 3550 figure 2: LSR 0xb705:2000, DLSR 5.250 s, arrival 0xb710:8000 give 6.125 s.
        ReportBlock block = new() { LastSenderReport = 0xB705_2000, DelaySinceLastSenderReport = 0x0005_4000 };
        Assert.True(RoundTripTime.TryMeasure(block, new(0xB710_8000UL << 16), out TimeSpan roundTrip));
        Assert.Equal(TimeSpan.FromSeconds(6.125), roundTrip);
    }

    [Theory]
    [InlineData(0u, 0u, 65536u, false)] // no report has arrived there yet
    [InlineData(1u, 0u, 1u, true)]
    [InlineData(100u, 10u, 105u, true)] // slightly negative: a delay rounded up
    [InlineData(100u, 0x10000u, 100u, false)] // a second negative: a lie
    [InlineData(0xFFFF_FF00u, 0x100u, 0x100u, true)] // across the wrap
    [InlineData(1u, 0u, 0x000B_0000u, false)] // eleven seconds
    [InlineData(1u, 0u, 0x7FFF_0000u, false)] // nine hours
    public void An_impossible_round_trip_is_not_believed(uint lastReport, uint delay, uint arrival, bool believed)
    {
        RoundTripTime roundTrip = default;
        ReportBlock block = new() { LastSenderReport = lastReport, DelaySinceLastSenderReport = delay };

        Assert.Equal(believed, roundTrip.OnReport(block, new((ulong)arrival << 16)));
        Assert.InRange(roundTrip.Smoothed, TimeSpan.Zero, RoundTripTime.Max);
    }

    [Fact]
    public void A_single_late_report_moves_the_smoothed_round_trip_by_an_eighth()
    {
        RoundTripTime roundTrip = default;
        ReportBlock block = new() { LastSenderReport = 65536 };
        roundTrip.OnReport(block, new((65536UL + 6554) << 16));
        TimeSpan first = roundTrip.Smoothed;
        roundTrip.OnReport(block, new((65536UL + 65536) << 16));

        Assert.Equal(first + ((TimeSpan.FromSeconds(1) - first) / 8), roundTrip.Smoothed);
    }
}
