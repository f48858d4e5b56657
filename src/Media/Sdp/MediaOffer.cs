namespace Vod.Media.Sdp;

/// <summary>What this server has to play and is willing to use.</summary>
internal sealed record MediaOffer
{
    /// <summary>Profile and level of the picture in H.264; null where there is none in it.</summary>
    public H264ProfileLevelId? Video { get; init; }

    /// <summary>Whether there is a picture in VP8, which goes before one in H.264.</summary>
    public bool HasVp8 { get; init; }

    /// <summary>Whether there is a picture.</summary>
    public bool HasVideo => Video is not null || HasVp8;

    /// <summary>Whether there is sound, always sent as Opus.</summary>
    public bool HasAudio { get; init; }

    /// <summary>Whether the sound has two channels.</summary>
    public bool IsStereo { get; init; }

    /// <summary>Header extensions to accept where they are offered, see <see cref="HeaderExtensionUri"/>.</summary>
    public IReadOnlyList<string> HeaderExtensions { get; init; } = [HeaderExtensionUri.Mid];

    /// <summary>Feedback to accept where it is offered. Transport-cc and goog-remb only make sense with their header extensions.</summary>
    public RtcpFeedback Feedback { get; init; } = RtcpFeedback.Nack | RtcpFeedback.NackPli | RtcpFeedback.CcmFir;

    /// <summary>Whether to agree on feedback about the path as well, of what is offered; see <see cref="PathFeedbackChoice"/>.</summary>
    public bool MeasuresPath { get; init; }
}
