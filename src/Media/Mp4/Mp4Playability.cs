namespace Vod.Media.Mp4;

/// <summary>The decision whether and with which tracks a movie can be played.</summary>
/// <param name="Video">The video track to play, null if there is no video.</param>
/// <param name="Audio">The audio track to play, null if there is no audio.</param>
/// <param name="Reason">Why it cannot be played.</param>
/// <param name="Detail">The same for people: one line without the file's name; empty if it can be played.</param>
internal sealed record Mp4Playability(Mp4Track? Video, Mp4Track? Audio, Mp4RefusalReason Reason, string Detail)
{
    private static readonly Mp4TrackKind[] Kinds = [Mp4TrackKind.Video, Mp4TrackKind.Audio];

    /// <summary>Whether the movie can be played.</summary>
    public bool IsPlayable => Reason == Mp4RefusalReason.None;

    /// <summary>Why the picture is played without the sound that the file has, for people; null if it is not.</summary>
    public string? Silence { get; private init; }

    /// <summary>
    /// Decides. A kind of track that is there but unusable is a refusal rather than a black picture or silence; but a sound that nobody asked for and no decoder is known for
    /// does not keep the picture from being seen.
    /// </summary>
    /// <param name="movie">The movie.</param>
    /// <param name="selection">The tracks asked for.</param>
    public static Mp4Playability Decide(Mp4Movie movie, Mp4TrackSelection selection = default)
    {
        string? silence = null;
        foreach (Mp4TrackKind kind in Kinds)
        {
            if (RefusalOf(movie, kind, selection.Of(kind)) is { } refusal)
            {
                if (kind != Mp4TrackKind.Audio || selection.Audio is not null || !refusal.IsUndecodable || movie.FirstVideo is null)
                {
                    return refusal;
                }

                silence = refusal.Detail;
            }
        }

        Mp4Track? video = movie.Choose(Mp4TrackKind.Video, selection.Video);
        Mp4Track? audio = movie.Choose(Mp4TrackKind.Audio, selection.Audio);
        if (video is null && audio is null)
        {
            return Refuse(Mp4RefusalReason.NoTracks, "there is neither a video nor an audio track");
        }

        (video, audio) = (WithSamples(video), WithSamples(audio));
        return video is null && audio is null
            ? Refuse(Mp4RefusalReason.NoSamples, "the tracks have no samples")
            : new Mp4Playability(video, audio, Mp4RefusalReason.None, string.Empty)
            {
                Silence = silence,
            };
    }

    private bool IsUndecodable => Reason is Mp4RefusalReason.UnknownCodec or Mp4RefusalReason.ConfigurationMissing;

    private static Mp4Track? WithSamples(Mp4Track? track) => track is { Samples.Count: > 0 } ? track : null;

    private static Mp4Playability? RefusalOf(Mp4Movie movie, Mp4TrackKind kind, int? ordinal)
    {
        if (ordinal is { } number)
        {
            return movie.Find(kind, number) is { } asked ? RefusalOf(asked) : RefuseMissing(movie, kind, number);
        }

        // Tracks that nobody asked to play, such as a disabled chapter picture track, are no reason to refuse.
        return (movie.Choose(kind, null) ?? movie.Tracks.FirstOrDefault(track => track.Kind == kind && track.Enabled)) is { } chosen
            ? RefusalOf(chosen)
            : null;
    }

    private static Mp4Playability? RefusalOf(Mp4Track track) => track switch
    {
        { IsEncrypted: true } => Refuse(Mp4RefusalReason.Encrypted, track, "is encrypted"),
        { Fault: Mp4TrackFault.Encoded } => Refuse(Mp4RefusalReason.TrackFault, track, "has frames that are compressed once more (ContentEncodings), which is not undone here"),
        { Fault: not Mp4TrackFault.None } => Refuse(Mp4RefusalReason.TrackFault, track, $"is broken ({track.Fault})"),
        { Codec: Mp4Codec.Unknown } => Refuse(Mp4RefusalReason.UnknownCodec, track, "is of a kind that is not known here"),
        { IsUsable: false } => Refuse(Mp4RefusalReason.ConfigurationMissing, track, "has no usable decoder configuration"),
        { Samples.Count: 0, IsTruncated: true } => Refuse(Mp4RefusalReason.Truncated, track, "has not one sample inside the file"),
        _ => null,
    };

    private static Mp4Playability RefuseMissing(Mp4Movie movie, Mp4TrackKind kind, int number)
    {
        int count = movie.Tracks.Count(track => track.Kind == kind);
        return Refuse(Mp4RefusalReason.NoSuchTrack, $"there is no {Name(kind)} track {number}, the file has {count}");
    }

    private static string Name(Mp4TrackKind kind) => kind == Mp4TrackKind.Video ? "video" : "audio";

    private static Mp4Playability Refuse(Mp4RefusalReason reason, Mp4Track track, string what) =>
        Refuse(reason, $"{Name(track.Kind)} track {track.TrackId} ('{track.Format}') {what}");

    private static Mp4Playability Refuse(Mp4RefusalReason reason, string detail) => new(null, null, reason, detail);
}
