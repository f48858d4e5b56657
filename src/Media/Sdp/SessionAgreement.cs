namespace Vod.Media.Sdp;

/// <summary>What an offer and this server have in common: the decisions an answer is written from.</summary>
internal abstract record SessionAgreement
{
    /// <summary>One entry per section of the offer, in its order.</summary>
    public required IReadOnlyList<AgreedSection> Sections { get; init; }

    /// <summary>The offer's BUNDLE group without rejected sections, in its order; empty without one.</summary>
    public required IReadOnlyList<string> BundleGroup { get; init; }

    /// <summary>The stream of the picture; null when one side has none.</summary>
    public AgreedStream? Video { get; init; }

    /// <summary>The Opus stream; null when one side has none.</summary>
    public AgreedStream? Audio { get; init; }

    /// <summary>Whether the Opus stream has two channels.</summary>
    public bool IsStereo { get; init; }

    /// <summary>The stream that flows in a section, or null.</summary>
    public AgreedStream? StreamOf(AgreedSection section) =>
        section.Use is not (SectionUse.SendOnly or SectionUse.ReceiveOnly) ? null : section.Offered.Kind == MediaKind.Audio ? Audio : Video;
}
