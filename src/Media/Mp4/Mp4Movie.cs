namespace Vod.Media.Mp4;

/// <summary>What a moov box says: immutable, made once per file and shared by everyone who plays it.</summary>
internal sealed class Mp4Movie
{
    /// <summary>Ticks per second of <see cref="Duration"/>.</summary>
    public required uint Timescale { get; init; }

    /// <summary>Duration by the movie header, in <see cref="Timescale"/>; informative, the tracks know better.</summary>
    public required long Duration { get; init; }

    /// <summary>There is an mvex box: the samples, or more of them, are in movie fragments.</summary>
    public required bool IsFragmented { get; init; }

    /// <summary>The file ends in the middle of a fragment: a recording that was not ended properly.</summary>
    public required bool IsCutOff { get; init; }

    /// <summary>The edit lists ask for too much, and every track plays on from its first edit.</summary>
    public required bool IgnoresEdits { get; init; }

    /// <summary>All tracks in the order of the file.</summary>
    public required IReadOnlyList<Mp4Track> Tracks { get; init; }

    /// <summary>The video track to play if none is asked for.</summary>
    public Mp4Track? FirstVideo => Choose(Mp4TrackKind.Video, null);

    /// <summary>The audio track to play if none is asked for.</summary>
    public Mp4Track? FirstAudio => Choose(Mp4TrackKind.Audio, null);

    /// <summary>Whether samples were lost because the file ends before its media data does.</summary>
    public bool IsTruncated => IsCutOff || Tracks.Any(static track => track.IsTruncated);

    /// <summary>Bytes held by all sample indexes.</summary>
    public long MemoryBytes => Tracks.Sum(static track => track.Samples.MemoryBytes);

    /// <summary>The track of a kind with a number, counted from 1 in the order of the file; null if there are not so many.</summary>
    public Mp4Track? Find(Mp4TrackKind kind, int number) =>
        number < 1 ? null : Tracks.Where(track => track.Kind == kind).ElementAtOrDefault(number - 1);

    /// <summary>
    /// The track of a kind to play: the one asked for, else the first usable one that the author enabled, else the first usable one. Of several pictures the first that can
    /// be sent as it is; but the first sound, as another one is another language. Null if there is none.
    /// </summary>
    /// <param name="kind">Video or audio.</param>
    /// <param name="number">Number counted from 1; null if none is asked for.</param>
    public Mp4Track? Choose(Mp4TrackKind kind, int? number)
    {
        if (number is { } asked)
        {
            return Find(kind, asked);
        }

        Mp4Track[] usable = [.. Tracks.Where(track => track.Kind == kind && track.IsUsable).OrderByDescending(static track => track.Enabled)];
        return usable.FirstOrDefault(track => track.Enabled && kind == Mp4TrackKind.Video && TranscodingNeed.OfVideo(track) is null) ?? usable.FirstOrDefault();
    }
}
