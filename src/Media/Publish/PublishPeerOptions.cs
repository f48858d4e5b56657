using Vod.Media.Bandwidth;
using Vod.Media.Rtp;
using Vod.Media.Sdp;

namespace Vod.Media.Publish;

/// <summary>What a <see cref="PublishPeer"/> receives, and how it reports.</summary>
internal sealed record PublishPeerOptions
{
    /// <summary>How long no media may come before the publication is over: as long as WCS waits. A page whose camera or network only stood still is back by then.</summary>
    public static readonly TimeSpan DefaultMaxSilence = TimeSpan.FromSeconds(60);

    /// <summary>The most a sender is let send where it asks (REMB), in bits per second: what a browser sends of 720p at its best.</summary>
    public const long DefaultMaxBitrate = 4_000_000;

    /// <summary>The picture; null when there is none.</summary>
    public IncomingStream? Video { get; init; }

    /// <summary>How the picture is encoded.</summary>
    public PublishedCodec Codec { get; init; }

    /// <summary>The sound; null when there is none.</summary>
    public IncomingStream? Audio { get; init; }

    /// <summary>How the browser is told what its path carries.</summary>
    public PathFeedback PathFeedback { get; init; }

    /// <summary>The most a browser is let send, in bits per second; only where it is told so by REMB.</summary>
    public long MaxBitrate { get; init; } = DefaultMaxBitrate;

    /// <summary>Whether feedback may go without a report in front of it (RFC 5506).</summary>
    public bool HasReducedSizeReports { get; init; }

    /// <summary>How long no media may come before the publication is over.</summary>
    public TimeSpan MaxSilence { get; init; } = DefaultMaxSilence;

    /// <summary>The SSRC reports are sent under.</summary>
    public required Ssrc ReportSsrc { get; init; }

    /// <summary>RTCP CNAME in UTF-8 (RFC 3550 section 6.5.1).</summary>
    public required byte[] CanonicalName { get; init; }

    /// <summary>Source of the variation of report intervals.</summary>
    public required Random Random { get; init; }

    /// <summary>Takes over what was agreed on.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="reportSsrc">The SSRC reports are sent under.</param>
    /// <param name="canonicalName">RTCP CNAME in UTF-8.</param>
    /// <param name="random">Source of the variation of report intervals.</param>
    public static PublishPeerOptions Of(PublishAgreement agreement, Ssrc reportSsrc, byte[] canonicalName, Random random) => new()
    {
        Video = agreement.Video is { } video ? IncomingStream.Of(video) : null,
        Codec = agreement.Video is { } picture && CodecName.IsVp8(picture.Format) ? PublishedCodec.Vp8 : PublishedCodec.H264,
        Audio = agreement.Audio is { } audio ? IncomingStream.Of(audio) : null,
        PathFeedback = FeedbackOf((agreement.Video ?? agreement.Audio)!),
        HasReducedSizeReports = agreement.Video is not { Section.HasRtcpReducedSize: false } && agreement.Audio is not { Section.HasRtcpReducedSize: false },
        ReportSsrc = reportSsrc,
        CanonicalName = canonicalName,
        Random = random,
    };

    private static PathFeedback FeedbackOf(AgreedStream stream) =>
        stream.Feedback.HasFlag(RtcpFeedback.TransportCc) ? PathFeedback.TransportWide
        : stream.Feedback.HasFlag(RtcpFeedback.GoogRemb) ? PathFeedback.ReceiverEstimate : PathFeedback.ReceiverReports;
}
