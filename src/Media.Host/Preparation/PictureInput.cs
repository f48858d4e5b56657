using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Host.Preparation;

/// <summary>What a picture is encoded from.</summary>
/// <param name="Content">The file.</param>
/// <param name="Track">The track.</param>
/// <param name="Chunks">Where it is cut.</param>
/// <param name="Entries">What is in it, for each of its sample entries.</param>
internal sealed record PictureInput(IAssetContent Content, Mp4Track Track, PictureChunkTable Chunks, IReadOnlyList<CodedPicture> Entries)
{
    /// <summary>Whether browsers could be sent what is in the file, if need be thinned: then nothing has to be encoded in a hurry.</summary>
    public bool IsPlayableAsIs { get; init; }

    /// <summary>The picture of a track; null when no decoder can be told of it.</summary>
    public static PictureInput? For(IAssetContent content, Mp4Track track) =>
        DecoderInput.For(track) is { } entries ? new(content, track, PictureChunkTable.For(track.Samples, track.Timescale), entries) : null;

    /// <summary>Playing time of a chunk.</summary>
    public TimeSpan LengthOf(int chunk) => TimeOf(Chunks.EndOf(chunk) - Chunks.StartOf(chunk));

    /// <summary>From the start of a chunk to the start of another, by way of the end of a loop if need be.</summary>
    public TimeSpan TimeBetween(int from, int to)
    {
        long ticks = Chunks.StartOf(to) - Chunks.StartOf(from);
        return TimeOf(to >= from ? ticks : ticks + Chunks.EndOf(Chunks.Count - 1));
    }

    /// <summary>What has to be decoded before a chunk can be.</summary>
    public TimeSpan DecodedBefore(int chunk) => TimeOf(Chunks.StartOf(chunk) - Track.Samples.GetSample(Chunks.SyncOf(chunk)).CompositionTime);

    private TimeSpan TimeOf(long ticks) => new MediaTime(ticks, Track.Timescale).ToTimeSpan();
}
