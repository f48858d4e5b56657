using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Library;

/// <summary>What the index of a file has shown.</summary>
/// <param name="Media">What it consists of; null when it cannot be played.</param>
/// <param name="Picture">What is to be made of the picture; null when nothing is.</param>
/// <param name="Sound">What is to be made of the sound; null when there is none.</param>
/// <param name="Problem">Why it cannot be played; empty when it can.</param>
internal sealed record FileFacts(PlayedMedia? Media, TrackFacts? Picture, TrackFacts? Sound, string Problem)
{
    private readonly Lock _lock = new();
    private Count? _counted;

    /// <summary>Whether it is worth another look: the storage failed, and not the file.</summary>
    public bool IsPassing { get; private init; }

    /// <summary>The facts of an opening.</summary>
    public static FileFacts Of(AssetOpenResult opened)
    {
        if (opened.Lease is not { Asset: { } asset })
        {
            bool isPassing = opened.Reason is not (SessionEndReason.WrongFormat or SessionEndReason.TranscodingDisabled or SessionEndReason.AccessDenied or SessionEndReason.InternalError);
            return new(null, null, null, opened.Detail.Length > 0 ? opened.Detail : opened.Reason.ToString()) { IsPassing = isPassing };
        }

        return new(
            asset.Describe(),
            asset.Video?.Prepared is PictureTrack picture ? TrackFacts.Of(picture) : null,
            asset.Sound is { } sound ? TrackFacts.Of(sound) : null,
            "");
    }

    /// <summary>How much of it is kept. Looks at the folder only when it has changed since.</summary>
    public (ChunkProgress Picture, ChunkProgress Sound) Progress(AssetCache cache)
    {
        long bytes = (Picture ?? Sound) is { } track ? cache.BytesOf(track.Key) : 0;
        lock (_lock)
        {
            // What is written while we count has changed the bytes by the next time.
            Count counted = _counted is { } known && known.Bytes == bytes ? known : new(bytes, Picture?.CountIn(cache) ?? default, Sound?.CountIn(cache) ?? default);
            _counted = counted;
            return (counted.Picture, counted.Sound);
        }
    }

    private sealed record Count(long Bytes, ChunkProgress Picture, ChunkProgress Sound);
}
