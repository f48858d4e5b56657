using Vod.Media.H264;

namespace Vod.Media.Mp4;

/// <summary>Why the samples of a track cannot be sent, or prepared, as they are.</summary>
internal static class TranscodingNeed
{
    private const int ChromaOf420 = 1;
    private const int OrdinaryBitDepth = 8;

    /// <summary>
    /// Why a video track has to be decoded and encoded again; null if browsers take it as it is: H.264 in the Baseline, Main or High profile, 8 bits, 4:2:0, coded in frames,
    /// with the same parameter sets to the end.
    /// </summary>
    public static string? OfVideo(Mp4Track track)
    {
        if (track.SampleEntries.FirstOrDefault(static entry => entry.Codec != Mp4Codec.Avc) is { } other)
        {
            return $"'{other.Format}' is not H.264";
        }

        return track.SampleEntries.Select(OfEntry).FirstOrDefault(static reason => reason is not null)
            ?? (ParameterSetsChange(track) ? "the parameter sets change in the middle" : null);
    }

    /// <summary>Why an audio track cannot go the way of AAC; null if it can.</summary>
    public static string? OfAudio(Mp4Track track) => track.SampleEntries.FirstOrDefault(static entry => entry.Codec != Mp4Codec.Aac) switch
    {
        { } other => $"'{other.Format}' is not AAC",
        null => ConfigurationChanges(track) ? "the configuration changes in the middle" : null,
    };

    private static string? OfEntry(Mp4SampleEntry entry)
    {
        if (entry.AvcConfiguration is not { } configuration)
        {
            return null;
        }

        byte profile = configuration.SequenceParameterSet?.ProfileIdc ?? configuration.Profile;
        return configuration.SequenceParameterSet switch
        {
            { LumaBitDepth: not OrdinaryBitDepth } set => $"H.264 with {set.LumaBitDepth} bits per sample",
            { ChromaBitDepth: not OrdinaryBitDepth } set => $"H.264 with {set.ChromaBitDepth} bits per sample",
            { ChromaFormat: not ChromaOf420 } => "H.264 with other colour sampling than 4:2:0",
            { IsInterlaced: true } => "interlaced H.264",
            _ when profile is not (66 or 77 or 100) => $"H.264 in profile {profile}",
            _ => null,
        };
    }

    private static bool ParameterSetsChange(Mp4Track track) => track.SampleEntries.Skip(1).Any(entry => !SameSets(entry, track.SampleEntries[0]));

    private static bool ConfigurationChanges(Mp4Track track) =>
        track.SampleEntries.Skip(1).Any(entry => !entry.CodecConfiguration.Span.SequenceEqual(track.SampleEntries[0].CodecConfiguration.Span));

    // The bytes differ where nothing else does: in the level, which the parameter sets repeat, or in what follows them.
    private static bool SameSets(Mp4SampleEntry entry, Mp4SampleEntry first) =>
        entry.AvcConfiguration is { } a && first.AvcConfiguration is { } b && a.NalLengthSize == b.NalLengthSize
        && SameSets(a.SequenceParameterSets, b.SequenceParameterSets) && SameSets(a.PictureParameterSets, b.PictureParameterSets)
        && SameInBand(a.SequenceParameterSet, b.SequenceParameterSet);

    // Of sets that travel in the samples the lists are empty; what the first samples brought may still differ. An entry that no sample uses brought nothing.
    private static bool SameInBand(SequenceParameterSet? a, SequenceParameterSet? b) => a is null || b is null || a == b;

    private static bool SameSets(IReadOnlyList<ReadOnlyMemory<byte>> a, IReadOnlyList<ReadOnlyMemory<byte>> b) =>
        a.Count == b.Count && a.Zip(b).All(static pair => pair.First.Span.SequenceEqual(pair.Second.Span));
}
