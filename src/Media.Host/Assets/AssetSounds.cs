using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Assets;

/// <summary>The sound tracks of one asset: each is prepared once, for all who listen to it, and not before somebody does.</summary>
/// <param name="content">The file.</param>
/// <param name="movie">Its index.</param>
/// <param name="prepare">Has a sound prepared, to be played once or in a loop of so many packets.</param>
internal sealed class AssetSounds(IAssetContent content, Mp4Movie movie, Func<ISoundSource, int, OpusTrack> prepare)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, AssetSound?> _sounds = [];

    /// <summary>All that is being prepared.</summary>
    public IReadOnlyList<OpusTrack> Prepared
    {
        get
        {
            lock (_lock)
            {
                return [.. _sounds.Values.OfType<AssetSound>().SelectMany(static sound => sound.Prepared)];
            }
        }
    }

    /// <summary>The sound of a track; null when no decoder can be told of it.</summary>
    /// <param name="track">A usable sound track of the movie.</param>
    public AssetSound? Find(Mp4Track track)
    {
        int number = movie.Tracks.Where(static other => other.Kind == Mp4TrackKind.Audio).TakeWhile(other => other != track).Count() + 1;
        lock (_lock)
        {
            if (!_sounds.TryGetValue(number, out AssetSound? sound))
            {
                sound = SoundRuns.Of(track) is { } timeline
                    ? new AssetSound(new Mp4SoundSource(content, number, track.Samples, timeline), prepare)
                    : null;
                _sounds.Add(number, sound);
            }

            return sound;
        }
    }

    /// <summary>The sound to play if none is asked for: the track the file prefers, else the next that can be decoded.</summary>
    /// <param name="preferred">The track the file prefers; null if it has no usable sound.</param>
    public AssetSound? FindDefault(Mp4Track? preferred) => preferred is null
        ? null
        : Find(preferred) ?? movie.Tracks
            .Where(static track => track is { Kind: Mp4TrackKind.Audio, IsUsable: true, Samples.Count: > 0 })
            .OrderByDescending(static track => track.Enabled)
            .Select(Find)
            .FirstOrDefault(static sound => sound is not null);
}
