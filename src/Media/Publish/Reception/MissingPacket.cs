using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>A packet that others have overtaken.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Since">When that was seen.</param>
internal record struct MissingPacket(ExtendedSequenceNumber Number, MonotonicTime Since)
{
    /// <summary>How often it was asked for.</summary>
    public int Asks { get; set; }

    /// <summary>When it was asked for first.</summary>
    public MonotonicTime FirstAskedAt { get; set; } = MonotonicTime.Never;

    /// <summary>When it is to be asked for next.</summary>
    public MonotonicTime AskAt { get; set; } = MonotonicTime.Never;
}
