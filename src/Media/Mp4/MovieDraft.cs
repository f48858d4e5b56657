using Vod.Media.Timing;

namespace Vod.Media.Mp4;

/// <summary>A movie while the samples of its tracks are being gathered.</summary>
internal sealed class MovieDraft
{
    private readonly Dictionary<uint, TrackDraft> _byId = [];

    /// <param name="tracks">All tracks in the order of the file; of two with the same number the first gets the fragments.</param>
    public MovieDraft(IReadOnlyList<TrackDraft> tracks)
    {
        Tracks = tracks;
        foreach (TrackDraft track in tracks)
        {
            _byId.TryAdd(track.TrackId, track);
        }
    }

    /// <inheritdoc cref="Mp4Movie.Timescale"/>
    public required uint Timescale { get; init; }

    /// <inheritdoc cref="Mp4Movie.Duration"/>
    public required long Duration { get; init; }

    /// <inheritdoc cref="Mp4Movie.IsFragmented"/>
    public required bool IsFragmented { get; init; }

    /// <summary>All tracks in the order of the file.</summary>
    public IReadOnlyList<TrackDraft> Tracks { get; }

    /// <summary>The file ends in the middle of a fragment.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>The track with a track_ID; null if there is none.</summary>
    public TrackDraft? Find(uint trackId) => _byId.GetValueOrDefault(trackId);

    /// <summary>Ends the gathering: no more samples come.</summary>
    /// <param name="startsLate">The samples are those of fragments only, whose clock need not begin at 0.</param>
    public void Seal(bool startsLate)
    {
        MediaTime origin = startsLate ? Earliest() : new MediaTime(0, 1);
        foreach (TrackDraft track in Tracks)
        {
            track.Seal(origin);
        }
    }

    /// <summary>The finished movie.</summary>
    public Mp4Movie Build()
    {
        bool follows = true;
        foreach (TrackDraft track in Tracks)
        {
            follows = track.TryFollowEdits() && follows;
        }

        foreach (TrackDraft track in follows ? [] : Tracks)
        {
            track.FollowFirstEditOnly();
        }

        return new Mp4Movie
        {
            Timescale = Timescale,
            Duration = Duration,
            IsFragmented = IsFragmented,
            IsCutOff = IsCutOff,
            IgnoresEdits = !follows,
            Tracks = [.. Tracks.Select(static track => track.Build())],
        };
    }

    // A recording of a live stream, or a part of one, carries the clock of that stream: hours of nothing before the first picture.
    private MediaTime Earliest()
    {
        MediaTime? earliest = null;
        foreach (TrackDraft track in Tracks)
        {
            if (track.Start is { } start && (earliest is not { } known || start.IsBefore(known)))
            {
                earliest = start;
            }
        }

        return earliest ?? new MediaTime(0, 1);
    }
}
