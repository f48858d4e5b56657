using Vod.Media.Opus;

namespace Vod.Media.Tests.Opus;

/// <summary>Sound stays in time whatever is missing of it.</summary>
public sealed class OpusContinuityTests
{
    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] Some = [0xFC, 1, 2, 3];

    private readonly OpusContinuity _continuity = new();
    private readonly List<(double Time, double Duration, bool IsSilence)> _out = [];

    [Fact]
    public void Packets_that_follow_each_other_pass_as_they_are()
    {
        Add(100, 120, 140);

        Assert.Equal([(100, 20, false), (120, 20, false), (140, 20, false)], _out);
    }

    [Fact]
    public void A_gap_is_filled_with_silence_of_its_length()
    {
        Add(0, 20, 120);

        Assert.Equal([(0, 20, false), (20, 20, false), (40, 20, true), (60, 20, true), (80, 20, true), (100, 20, true), (120, 20, false)], _out);
    }

    [Theory]
    [InlineData(33, "20:10 30:2.5")]
    [InlineData(57.5, "20:20 40:10 50:5 55:2.5")]
    public void Rests_of_gaps_are_filled_as_well_as_packets_can(double next, string silence)
    {
        Add(0, next);

        Assert.Equal(silence, string.Join(' ', _out.Where(static o => o.IsSilence).Select(static o => FormattableString.Invariant($"{o.Time}:{o.Duration}"))));
    }

    [Fact]
    public void A_clock_that_drifts_is_no_gap()
    {
        for (int i = 0; i < 10_000; i++)
        {
            Add(i * 20.004);
        }

        Assert.Equal((10_000, false), (_out.Count, _out.Any(static o => o.IsSilence)));
    }

    [Fact]
    public void What_comes_twice_is_left_out()
    {
        Add(0, 20, 0, 20, 40);

        Assert.Equal([0, 20, 40], _out.Select(static o => o.Time));
        Assert.Equal(2, _continuity.Late);
    }

    [Fact]
    public void Silence_can_follow_the_picture()
    {
        _continuity.FillTo(TimeSpan.FromSeconds(5), Take);
        Assert.Empty(_out);
        Add(0);
        _continuity.FillTo(TimeSpan.FromSeconds(1), Take);
        Add(500, 1000);

        Assert.Equal(TimeSpan.FromSeconds(1.02), _continuity.End);
        Assert.Equal(51, _out.Count);
    }

    [Fact]
    public void Silence_is_made_of_packets_of_the_length_they_claim()
    {
        Add(0);
        _continuity.FillTo(TimeSpan.FromMilliseconds(57.5), (_, duration, packet) =>
        {
            Assert.True(OpusPacket.TryParse(packet, out OpusPacket parsed));
            Assert.Equal((duration.TotalMilliseconds * 48, 2), (parsed.Duration, parsed.Channels));
        });
    }

    private void Add(params double[] milliseconds)
    {
        foreach (double time in milliseconds)
        {
            _continuity.Add(TimeSpan.FromMilliseconds(time), Packet, Some, Take);
        }
    }

    private void Take(TimeSpan time, TimeSpan duration, ReadOnlySpan<byte> packet) =>
        _out.Add((time.TotalMilliseconds, duration.TotalMilliseconds, !packet.SequenceEqual(Some)));
}
