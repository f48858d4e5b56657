namespace Vod.Media.Sdp;

/// <summary>
/// Chooses how the receiver tells what its path can carry: transport-wide feedback, else its own estimate (REMB), else nothing but receiver reports. Never two at once: each costs bytes in
/// every packet.
/// </summary>
/// <remarks>
/// Without RFC 4588 a retransmission is the same packet bit by bit, because it is encrypted with the same nonce. A number or a time that is new in every packet cannot be part of it, so neither is agreed
/// on then; a receiver makes a REMB without send times too.
/// </remarks>
internal static class PathFeedbackChoice
{
    /// <summary>Adds feedback and header extensions to the streams as the sections offer them.</summary>
    public static (AgreedStream? Video, AgreedStream? Audio) Settle(AgreedStream? video, AgreedStream? audio) =>
        Settle(video, audio, mayStamp: video is null or { RetransmissionPayloadType: not null });

    /// <summary>The same for streams that the peer sends: how it repeats a packet is its own affair.</summary>
    public static (AgreedStream? Video, AgreedStream? Audio) SettleReceiving(AgreedStream? video, AgreedStream? audio) => Settle(video, audio, mayStamp: true);

    private static (AgreedStream? Video, AgreedStream? Audio) Settle(AgreedStream? video, AgreedStream? audio, bool mayStamp)
    {
        if (mayStamp && OffersTransportWide(video ?? audio))
        {
            return (WithTransportWide(video), WithTransportWide(audio));
        }

        return video is { } picture && picture.Format.Feedback.HasFlag(RtcpFeedback.GoogRemb)
            ? (WithEstimate(picture, mayStamp), mayStamp ? WithExtension(audio, HeaderExtensionUri.AbsSendTime) : audio)
            : (video, audio);
    }

    private static bool OffersTransportWide(AgreedStream? stream) =>
        stream is not null && stream.Format.Feedback.HasFlag(RtcpFeedback.TransportCc) && Find(stream, HeaderExtensionUri.TransportWideCc) is not null;

    private static AgreedStream? WithTransportWide(AgreedStream? stream) =>
        OffersTransportWide(stream) ? WithExtension(stream! with { Feedback = stream.Feedback | RtcpFeedback.TransportCc }, HeaderExtensionUri.TransportWideCc) : stream;

    private static AgreedStream? WithEstimate(AgreedStream video, bool mayStamp)
    {
        AgreedStream estimated = video with { Feedback = video.Feedback | RtcpFeedback.GoogRemb };
        return mayStamp ? WithExtension(estimated, HeaderExtensionUri.AbsSendTime) : estimated;
    }

    private static AgreedStream? WithExtension(AgreedStream? stream, string uri) =>
        stream is not null && Find(stream, uri) is { } extension && !stream.HeaderExtensions.Contains(extension)
            ? stream with { HeaderExtensions = [.. stream.HeaderExtensions, extension] }
            : stream;

    private static HeaderExtension? Find(AgreedStream stream, string uri)
    {
        HeaderExtension found = stream.Section.HeaderExtensions.FirstOrDefault(extension => extension.Uri == uri);
        return found.Id is > 0 and <= HeaderExtension.MaxOneByteId ? found : null;
    }
}
