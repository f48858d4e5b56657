using Vod.Media.Load.Reception;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Load;

public sealed class StreamReceptionTests
{
    private const uint Rate = 90_000;
    private readonly StreamReception _stream = new(new Ssrc(7), Rate);

    [Fact]
    public void A_report_tells_the_loss_since_the_last_one_and_all_of_it()
    {
        Add(65_530, 65_531, 65_534, 65_535);
        ReportBlock first = _stream.Report(At(0));
        Assert.Equal((2, 2 * 256 / 6, 65_535u), (first.CumulativeLost, first.FractionLost, first.ExtendedHighestSequence));

        Add(0, 1, 2, 3);
        ReportBlock second = _stream.Report(At(0));
        Assert.Equal((2, 0, 65_536u + 3), (second.CumulativeLost, second.FractionLost, second.ExtendedHighestSequence));
    }

    [Fact]
    public void A_report_says_how_long_ago_the_sender_reported()
    {
        Add(1);
        Assert.Equal(0u, _stream.Report(At(0)).LastSenderReport);

        _stream.Add(new SenderInfo(new NtpTime(0x1111_2222_3333_4444), default, 0, 0), At(100));
        ReportBlock report = _stream.Report(At(600));
        Assert.Equal((0x2222_3333u, 65_536u / 2), (report.LastSenderReport, report.DelaySinceLastSenderReport));
    }

    [Fact]
    public void Jitter_is_a_sixteenth_of_the_deviation()
    {
        _stream.Add(Header(1, timestamp: 0), At(0));
        _stream.Add(Header(2, timestamp: 3000), At(33 + 16)); // 33.3 ms of media after 49 ms

        Assert.Equal(((49 * 90) - 3000) / 16.0, _stream.Jitter.Ticks, tolerance: 0.01);
        Assert.Equal(_stream.Jitter.Ticks / 90, _stream.Jitter.Milliseconds, tolerance: 0.01);
    }

    private static MonotonicTime At(int milliseconds) => MonotonicTime.Zero + TimeSpan.FromMilliseconds(milliseconds);

    private static RtpHeader Header(ushort number, uint timestamp) =>
        new(new PayloadType(102), Marker: false, new SequenceNumber(number), new RtpTimestamp(timestamp), new Ssrc(7));

    private void Add(params ReadOnlySpan<ushort> numbers)
    {
        foreach (ushort number in numbers)
        {
            _stream.Add(Header(number, 0), At(0));
        }
    }
}
