using Vod.Media.Bandwidth;
using Vod.Media.Rtp;

namespace Vod.Media.Publish;

/// <summary>What a <see cref="PublishPeer"/> receives, and how it reports.</summary>
internal sealed record PublishPeerOptions
{
    /// <summary>
    /// How long no media may come before the publication is over. WCS takes a minute as well (rtp_activity_timeout); a page that only lost its network for a moment goes on.
    /// </summary>
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
}
