namespace Vod.Media.Sdp;

/// <summary>What becomes of the sections of an offer once the streams are chosen.</summary>
internal static class AgreedSections
{
    /// <summary>One entry per section, in the order of the offer: those of the streams are used, the others are kept inactive where they can be.</summary>
    public static AgreedSection[] Of(SdpOffer offer, SectionUse use, AgreedStream? video, AgreedStream? audio) =>
    [
        .. offer.Description.Media.Select(media =>
            media == video?.Section ? new AgreedSection(media, use, video.Format)
            : media == audio?.Section ? new AgreedSection(media, use, audio.Format)
            : offer.IsUsable(media) ? new AgreedSection(media, SectionUse.Inactive, FormatOfInactive(media))
            : new AgreedSection(media, SectionUse.Rejected, null)),
    ];

    /// <summary>The offer's BUNDLE group without those that are rejected.</summary>
    public static string[] BundleGroupOf(SdpOffer offer, IReadOnlyList<AgreedSection> sections)
    {
        HashSet<string?> kept = [.. sections.Where(section => section.Use != SectionUse.Rejected).Select(section => section.Offered.Mid)];
        return [.. offer.Description.BundleGroup.Where(kept.Contains).Distinct()];
    }

    // An inactive section still has to name a format the peer offered; prefer one this server knows how to describe.
    private static PayloadFormat FormatOfInactive(MediaDescription media) =>
        media.Formats.FirstOrDefault(format => CodecName.IsOpus(format) || H264FormatChoice.CanCarry(format)) ?? media.Formats[0];
}
