using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Live;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Host.Engine;

/// <summary>What a viewer gets, whether or not his browser takes all of it.</summary>
internal sealed record ViewedMedia
{
    /// <summary>What it consists of.</summary>
    public required PlayedMedia Description { get; init; }

    /// <summary>The picture; null when there is none.</summary>
    public VideoSource? Video { get; init; }

    /// <summary>The sound; null when there is none.</summary>
    public IOpusSource? Audio { get; init; }

    /// <summary>The period of a file that loops; null for anything else.</summary>
    public LoopPeriod? Loop { get; init; }

    /// <summary>The moment of time zero of a shared timeline; null without one.</summary>
    public MonotonicTime? SharedEpoch { get; init; }

    /// <summary>The publication it is of; null for a file.</summary>
    public LiveStream? Live { get; init; }

    /// <summary>How much later than necessary he gets what is published.</summary>
    public TimeSpan LivePhase { get; init; }

    /// <summary>Keeps the file open; null for a publication.</summary>
    public AssetLease? Asset { get; init; }

    /// <summary>Keeps a shared timeline in its place; null without one.</summary>
    public TimelineLease? Timeline { get; init; }
}
