namespace Vod.Media.Sdp;

/// <summary>What offer and file have in common: the decisions an answer is written from.</summary>
internal sealed record PlayAgreement
{
    /// <summary>One entry per section of the offer, in its order.</summary>
    public required IReadOnlyList<AgreedSection> Sections { get; init; }

    /// <summary>The offer's BUNDLE group without rejected sections, in its order; empty without one.</summary>
    public required IReadOnlyList<string> BundleGroup { get; init; }

    /// <summary>The H.264 stream; null when the file or the peer has none.</summary>
    public AgreedStream? Video { get; init; }

    /// <summary>The Opus stream; null when the file or the peer has none.</summary>
    public AgreedStream? Audio { get; init; }

    /// <summary>Whether the Opus stream has two channels.</summary>
    public bool IsStereo { get; init; }

    /// <summary>The stream sent in a section, or null.</summary>
    public AgreedStream? StreamOf(AgreedSection section) =>
        section.Use != SectionUse.SendOnly ? null : section.Offered.Kind == MediaKind.Audio ? Audio : Video;
}
