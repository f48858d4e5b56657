using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Sdp;

/// <summary>Decides how an offer to send is answered (RFC 3264 section 6, RFC 8829 section 5.3). A pure function.</summary>
internal static class PublishNegotiation
{
    // A key frame is asked for by PLI; who offers only FIR does not exist among browsers.
    private const RtcpFeedback Repair = RtcpFeedback.Nack | RtcpFeedback.NackPli;

    /// <summary>
    /// Finds what the peer is to send: one picture and one sound at most, in one format each. False when that is nothing, or when it has only codecs we cannot take for a kind it
    /// sends: who publishes without a picture because of that would rather know.
    /// </summary>
    public static bool TryNegotiate(SdpOffer offer, [NotNullWhen(true)] out PublishAgreement? agreement, out NegotiationFailure failure)
    {
        agreement = null;
        failure = Choose(offer, MediaKind.Video, out AgreedStream? video);
        if (failure != NegotiationFailure.None)
        {
            return false;
        }

        failure = Choose(offer, MediaKind.Audio, out AgreedStream? audio);
        if (failure != NegotiationFailure.None)
        {
            return false;
        }

        if (video is null && audio is null)
        {
            failure = NegotiationFailure.NothingToPublish;
            return false;
        }

        (video, audio) = PathFeedbackChoice.SettleReceiving(video, audio);
        AgreedSection[] sections = AgreedSections.Of(offer, SectionUse.ReceiveOnly, video, audio);
        agreement = new PublishAgreement
        {
            Sections = sections,
            BundleGroup = AgreedSections.BundleGroupOf(offer, sections),
            Video = video,
            Audio = audio,
            IsStereo = audio is not null && SendsStereo(audio.Format),
        };
        return true;
    }

    private static NegotiationFailure Choose(SdpOffer offer, MediaKind kind, out AgreedStream? stream)
    {
        stream = null;
        bool isSent = false;
        foreach (MediaDescription section in offer.Description.Media)
        {
            if (section.Kind != kind || !offer.IsUsable(section) || !section.Direction.HasFlag(MediaDirection.SendOnly))
            {
                continue;
            }

            isSent = true;
            PayloadFormat? format = kind == MediaKind.Audio
                ? section.Formats.FirstOrDefault(CodecName.IsOpus)
                : H264FormatChoice.ChooseForReceiving(section.Formats) ?? section.Formats.FirstOrDefault(CodecName.IsVp8);
            if (format is not null)
            {
                stream = Agree(section, format);
                return NegotiationFailure.None;
            }
        }

        return isSent ? NegotiationFailure.NoCommonCodec : NegotiationFailure.None;
    }

    private static AgreedStream Agree(MediaDescription section, PayloadFormat format) => new()
    {
        Section = section,
        Format = format,
        RetransmissionPayloadType = section.FindRetransmission(format.PayloadType)?.PayloadType,
        Feedback = format.Feedback & Repair,
        HeaderExtensions =
        [
            .. section.HeaderExtensions
                .Where(extension => extension.Id is > 0 and <= HeaderExtension.MaxOneByteId && extension.Uri == HeaderExtensionUri.Mid)
                .DistinctBy(extension => extension.Uri),
        ],
    };

    // RFC 7587 section 6.1: sprop-stereo says what is likely to be sent. The WebSDK sets both; Firefox sets only the other, which says what it takes, and sends two channels when
    // they are asked for and the source has them.
    private static bool SendsStereo(PayloadFormat opus) =>
        opus.Parameters.GetNumber("sprop-stereo", 0) == 1 || opus.Parameters.GetNumber("stereo", 0) == 1;
}
