using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Sdp;

/// <summary>Decides how an offer to receive is answered with a file or a publication (RFC 3264 section 6, RFC 8829 section 5.3). A pure function.</summary>
internal static class PlayNegotiation
{
    /// <summary>Finds what can be played to the peer; false when that is nothing, or when a kind it wants lacks a common codec.</summary>
    public static bool TryNegotiate(
        SdpOffer offer, MediaOffer ours, [NotNullWhen(true)] out PlayAgreement? agreement, out NegotiationFailure failure)
    {
        agreement = null;
        failure = Choose(offer, MediaKind.Video, ours.HasVideo, ours, out AgreedStream? video);
        if (failure != NegotiationFailure.None)
        {
            return false;
        }

        failure = Choose(offer, MediaKind.Audio, ours.HasAudio, ours, out AgreedStream? audio);
        if (failure != NegotiationFailure.None)
        {
            return false;
        }

        if (video is null && audio is null)
        {
            failure = NegotiationFailure.NothingToPlay;
            return false;
        }

        (video, audio) = ours.MeasuresPath ? PathFeedbackChoice.Settle(video, audio) : (video, audio);
        agreement = Build(offer, ours, video, audio);
        return true;
    }

    private static NegotiationFailure Choose(SdpOffer offer, MediaKind kind, bool isOurs, MediaOffer ours, out AgreedStream? stream)
    {
        stream = null;
        bool isWanted = false;
        if (!isOurs)
        {
            return NegotiationFailure.None;
        }

        foreach (MediaDescription section in offer.Description.Media)
        {
            if (section.Kind != kind || !offer.IsUsable(section) || !section.Direction.HasFlag(MediaDirection.RecvOnly))
            {
                continue;
            }

            isWanted = true;
            PayloadFormat? format = kind == MediaKind.Audio ? section.Formats.FirstOrDefault(CodecName.IsOpus) : ChoosePicture(section, ours);
            if (format is not null)
            {
                stream = Agree(section, format, ours);
                return NegotiationFailure.None;
            }
        }

        // A silent or black player would be worse than a clear refusal.
        return isWanted ? NegotiationFailure.NoCommonCodec : NegotiationFailure.None;
    }

    private static PayloadFormat? ChoosePicture(MediaDescription section, MediaOffer ours) =>
        (ours.HasVp8 ? section.Formats.FirstOrDefault(CodecName.IsVp8) : null)
        ?? (ours.Video is { } h264 ? H264FormatChoice.Choose(section.Formats, h264) : null);

    private static AgreedStream Agree(MediaDescription section, PayloadFormat format, MediaOffer ours) => new()
    {
        Section = section,
        Format = format,

        // Sound is repaired by Opus itself (in-band FEC and concealment); nobody offers retransmissions for it.
        RetransmissionPayloadType = section.Kind == MediaKind.Video ? section.FindRetransmission(format.PayloadType)?.PayloadType : null,
        Feedback = format.Feedback & ours.Feedback,

        // Longer ids would need the two-byte form, for which the offer has to allow mixing (RFC 8285 section 6); browsers stay below.
        HeaderExtensions =
        [
            .. section.HeaderExtensions
                .Where(extension => extension.Id <= HeaderExtension.MaxOneByteId && ours.HeaderExtensions.Contains(extension.Uri))
                .DistinctBy(extension => extension.Uri),
        ],
    };

    private static PlayAgreement Build(SdpOffer offer, MediaOffer ours, AgreedStream? video, AgreedStream? audio)
    {
        AgreedSection[] sections = AgreedSections.Of(offer, SectionUse.SendOnly, video, audio);
        return new PlayAgreement
        {
            Sections = sections,
            BundleGroup = AgreedSections.BundleGroupOf(offer, sections),
            Video = video,
            Audio = audio,
            IsStereo = ours.IsStereo,
        };
    }
}
