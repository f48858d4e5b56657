using Vod.Media.Host.Preparation;
using Vod.Media.Playback;

namespace Vod.Media.Host.Assets;

/// <summary>One sound track of an asset as Opus, as it is played once and as it is played in a loop.</summary>
/// <param name="source">The track.</param>
/// <param name="prepare">Has it prepared, to be played once or in a loop of so many packets; gives two callers the same.</param>
internal sealed class AssetSound(ISoundSource source, Func<ISoundSource, int, OpusTrack> prepare)
{
    private OpusTrack? _looped;

    /// <summary>The track played once.</summary>
    public OpusTrack Once { get; } = prepare(source, 0);

    /// <summary>All that is being prepared of it.</summary>
    public IEnumerable<OpusTrack> Prepared => new[] { Once, Volatile.Read(ref _looped) }.OfType<OpusTrack>();

    /// <summary>The track as it is played in a loop: its end leads over to its start.</summary>
    /// <param name="period">The loop, the same every time.</param>
    public OpusTrack In(LoopPeriod period)
    {
        OpusTrack looped = Volatile.Read(ref _looped) ?? prepare(source, period.Packets);
        Volatile.Write(ref _looped, looped);
        return looped;
    }
}
