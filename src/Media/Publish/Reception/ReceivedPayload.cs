using Vod.Media.Rtp;

namespace Vod.Media.Publish.Reception;

/// <summary>The payload of a packet whose turn has come.</summary>
/// <param name="timestamp">Of the packet.</param>
/// <param name="marker">Of the packet.</param>
/// <param name="followsGap">Whether packets before it are missing for good.</param>
/// <param name="bytes">The payload without padding; empty for a packet that was nothing else.</param>
internal readonly ref struct ReceivedPayload(RtpTimestamp timestamp, bool marker, bool followsGap, ReadOnlySpan<byte> bytes)
{
    /// <summary>Sampling instant.</summary>
    public RtpTimestamp Timestamp { get; } = timestamp;

    /// <summary>Of video: the last packet of a picture.</summary>
    public bool Marker { get; } = marker;

    /// <summary>Whether packets before it are missing for good.</summary>
    public bool FollowsGap { get; } = followsGap;

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
