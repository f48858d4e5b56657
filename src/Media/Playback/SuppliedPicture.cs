using Vod.Media.H264.Packetization;

namespace Vod.Media.Playback;

/// <summary>One coded picture with its bytes, which are valid until the supply is used again.</summary>
internal readonly ref struct SuppliedPicture
{
    /// <summary>When it is shown, in ticks of the track.</summary>
    public required long CompositionTime { get; init; }

    /// <summary>The lap of a loop it belongs to; 0 of a file that is played once.</summary>
    public required long Lap { get; init; }

    /// <summary>Whether decoding can start here.</summary>
    public required bool IsKey { get; init; }

    /// <summary>The access unit. Empty if there is nothing to be sent in its place.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>How it becomes packets.</summary>
    public required H264PayloadFormat Format { get; init; }
}
