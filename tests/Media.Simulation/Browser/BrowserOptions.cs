using Vod.Media.Bandwidth;
using Vod.Media.Rtp;

namespace Vod.Media.Simulation.Browser;

/// <summary>What the scripted browser has learnt from the answer, and how it behaves.</summary>
internal sealed record BrowserOptions
{
    /// <summary>Ids of the header extensions in its offer, as Chromium numbers them.</summary>
    public const byte TransportSequenceId = 3;
    public const byte AbsSendTimeId = 2;

    public required string ServerUfrag { get; init; }

    public required string ServerPassword { get; init; }

    public required CertificateFingerprint ServerFingerprint { get; init; }

    /// <summary>Where its datagrams come from.</summary>
    public required TransportAddress Address { get; init; }

    public Ssrc VideoSsrc { get; init; }

    public Ssrc RetransmissionSsrc { get; init; }

    public Ssrc AudioSsrc { get; init; }

    public ushort FirstVideoSequenceNumber { get; init; }

    /// <summary>Whether it sends NACKs.</summary>
    public bool SendsFeedback { get; init; } = true;

    /// <summary>How it tells what its path carries.</summary>
    public PathFeedback PathFeedback { get; init; }
}
