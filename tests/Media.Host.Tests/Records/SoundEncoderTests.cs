using Vod.Media.Host.Records;

namespace Vod.Media.Host.Tests.Records;

/// <summary>When an encoder of sound is given up.</summary>
public sealed class SoundEncoderTests
{
    private readonly StillClock _clock = new();

    [Fact]
    public void One_that_gives_nothing_any_more_is_stuck_once_it_has_had_time()
    {
        using SoundEncoder encoder = new(_clock, TimeSpan.Zero, static (_, _) => { });
        Feed(encoder, SoundEncoder.MaxLag);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(encoder.LooksStuck());

        Feed(encoder, SoundEncoder.MaxLag + PublishedFilm.PacketLength);
        _clock.Advance(SoundEncoder.MaxLag);
        Assert.False(encoder.LooksStuck());
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(encoder.LooksStuck());
    }

    [Fact]
    public void One_that_falls_behind_without_end_is_stuck_at_once()
    {
        using SoundEncoder encoder = new(_clock, TimeSpan.Zero, static (_, _) => { });
        Feed(encoder, SoundEncoder.MaxBacklog);
        Assert.False(encoder.LooksStuck());
        Feed(encoder, SoundEncoder.MaxBacklog + PublishedFilm.PacketLength);
        Assert.True(encoder.LooksStuck());
    }

    private static void Feed(SoundEncoder encoder, TimeSpan end) => encoder.Feed(end - PublishedFilm.PacketLength, PublishedFilm.PacketLength, [0xFC, 0xFF, 0xFE]);
}
