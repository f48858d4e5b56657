using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Pushing;

/// <summary>The film of a shared stream that is sent on; keeps the film open and its timeline in place until it is disposed of.</summary>
internal sealed class FilmPushSource(AssetLease asset, TimelineLease timeline, bool loops, MonotonicClock clock) : IPushSource, IDisposable
{
    private readonly PushedFilm _film = new(
        asset.Content, asset.Asset.VideoTrack, asset.Asset.Sound?.Source, asset.Asset.Duration, loops ? asset.Asset.LoopPeriod : null, timeline.Epoch, clock);

    /// <summary>What the film consists of.</summary>
    public PlayedMedia Description => asset.Asset.Describe();

    /// <inheritdoc/>
    public bool IsOver => _film.IsOver;

    /// <inheritdoc/>
    public SessionEndReason EndReason => SessionEndReason.EndOfFile;

    /// <summary>Why a film cannot be sent as it is: one line; null when it can.</summary>
    public static string? ObstacleOf(Mp4Track? picture) =>
        picture?.SampleEntries.Any(static entry => entry.Codec != Mp4Codec.Avc) == true ? $"a picture of '{picture.Format}' has no place in RTMP" : null;

    /// <inheritdoc/>
    public PushRun NewRun(string target, PushMute mute, TimeProvider clock, Action onFlowing)
    {
        // Its sound may be of any kind, so it is ffmpeg that makes silence of it, and another one that does not.
        bool isMuted = mute.IsMuted;
        return new(PushArguments.ForFilm(target, isMuted), new FilmPushJob(_film, () => mute.IsMuted != isMuted, clock, onFlowing));
    }

    /// <inheritdoc/>
    public SessionEndReason? ObstacleIn(TranscoderResult result) => result.InputFailure is ContentChangedException ? SessionEndReason.ReadFailedWhilePlaying : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        timeline.Dispose();
        asset.Dispose();
    }
}
