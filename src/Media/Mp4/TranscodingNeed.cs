namespace Vod.Media.Mp4;

/// <summary>Why the samples of a video track cannot be sent as they are.</summary>
internal static class TranscodingNeed
{
    private const int ChromaOf420 = 1;
    private const int OrdinaryBitDepth = 8;

    /// <summary>
    /// Why a video track has to be decoded and encoded again; null if browsers take it as it is: H.264 in the Baseline, Main or High profile, 8 bits, 4:2:0, coded in
    /// frames.
    /// </summary>
    public static string? OfVideo(Mp4Track track)
    {
        if (track.SampleEntries.FirstOrDefault(static entry => entry.Codec != Mp4Codec.Avc) is { } other)
        {
            return $"'{other.Format}' is not H.264";
        }

        return track.SampleEntries.Select(OfEntry).FirstOrDefault(static reason => reason is not null);
    }

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
}
