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

    /// <summary>All tracks in the order of the file.</summary>
    public required IReadOnlyList<Mp4Track> Tracks { get; init; }

    /// <summary>The H.264 track to play: the first enabled one, else the first. Null if there is none.</summary>
    public Mp4Track? FirstVideo => First(static track => track.AvcConfiguration is not null);

    /// <summary>The AAC track to play: the first enabled one, else the first. Null if there is none.</summary>
    public Mp4Track? FirstAudio => First(static track => track.AudioSpecificConfig is not null);

    /// <summary>Whether samples were lost because the file ends before its media data does.</summary>
    public bool IsTruncated => IsCutOff || Tracks.Any(static track => track.IsTruncated);

    /// <summary>Bytes held by all sample indexes.</summary>
    public long MemoryBytes => Tracks.Sum(static track => track.Samples.MemoryBytes);

    private Mp4Track? First(Func<Mp4Track, bool> wanted)
    {
        IEnumerable<Mp4Track> usable = Tracks.Where(track => wanted(track) && track.Fault == Mp4TrackFault.None);
        return usable.FirstOrDefault(static track => track.Enabled) ?? usable.FirstOrDefault();
    }
}
