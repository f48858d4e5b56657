namespace Vod.Media.Mp4;

/// <summary>
/// The decision whether and with which tracks a movie can be played as it is: H.264, AAC or both.
/// </summary>
/// <param name="Video">The video track to play, null if there is no video.</param>
/// <param name="Audio">The audio track to play, null if there is no audio.</param>
/// <param name="Reason">Why it cannot be played.</param>
/// <param name="Detail">The same for people: one line without the file's name; empty if it can be played.</param>
internal sealed record Mp4Playability(Mp4Track? Video, Mp4Track? Audio, Mp4RefusalReason Reason, string Detail)
{
    /// <summary>Whether the movie can be played.</summary>
    public bool IsPlayable => Reason == Mp4RefusalReason.None;

    /// <summary>Decides. A kind of track that is there but unusable is a refusal rather than silence or a black picture.</summary>
    public static Mp4Playability Decide(Mp4Movie movie)
    {
        if (Refusal(movie, Mp4TrackKind.Video, movie.FirstVideo) is { } noVideo)
        {
            return noVideo;
        }

        if (Refusal(movie, Mp4TrackKind.Audio, movie.FirstAudio) is { } noAudio)
        {
            return noAudio;
        }

        Mp4Track? video = WithSamples(movie.FirstVideo);
        Mp4Track? audio = WithSamples(movie.FirstAudio);
        if (video is not null || audio is not null)
        {
            return new Mp4Playability(video, audio, Mp4RefusalReason.None, string.Empty);
        }

        return movie.FirstVideo is null && movie.FirstAudio is null
            ? Refuse(Mp4RefusalReason.NoTracks, "there is neither a video nor an audio track")
            : Refuse(Mp4RefusalReason.NoSamples, "the tracks have no samples");
    }

    private static Mp4Track? WithSamples(Mp4Track? track) => track is { Samples.Count: > 0 } ? track : null;

    private static Mp4Playability? Refusal(Mp4Movie movie, Mp4TrackKind kind, Mp4Track? chosen)
    {
        if (chosen is not null)
        {
            return chosen is { Samples.Count: 0, IsTruncated: true }
                ? Refuse(Mp4RefusalReason.Truncated, chosen, "has not one sample inside the file")
                : null;
        }

        // Tracks that nobody asked to play, such as a disabled chapter picture track, are no reason to refuse.
        return movie.Tracks.FirstOrDefault(track => track.Kind == kind && track.Enabled) switch
        {
            null => null,
            { IsEncrypted: true } track => Refuse(Mp4RefusalReason.Encrypted, track, "is encrypted"),
            { Kind: Mp4TrackKind.Video, SampleEntries: [{ IsAvc: false }, ..] } track =>
                Refuse(Mp4RefusalReason.NoH264Video, track, "is not H.264"),
            { Kind: Mp4TrackKind.Audio, SampleEntries: [{ MayBeAac: false }, ..] } track =>
                Refuse(Mp4RefusalReason.NoAacAudio, track, "is not AAC"),
            { Fault: not Mp4TrackFault.None } track => Refuse(Mp4RefusalReason.TrackFault, track, $"is broken ({track.Fault})"),
            { } track => Refuse(Mp4RefusalReason.ConfigurationMissing, track, "has no usable decoder configuration"),
        };
    }

    private static Mp4Playability Refuse(Mp4RefusalReason reason, Mp4Track track, string what) =>
        Refuse(reason, $"{(track.Kind == Mp4TrackKind.Video ? "video" : "audio")} track {track.TrackId} ('{track.Format}') {what}");

    private static Mp4Playability Refuse(Mp4RefusalReason reason, string detail) => new(null, null, reason, detail);
}
