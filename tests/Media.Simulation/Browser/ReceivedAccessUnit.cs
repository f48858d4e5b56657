using Vod.Media.Rtp;

namespace Vod.Media.Simulation.Browser;

/// <summary>One picture as it came out of the packets.</summary>
/// <param name="Timestamp">Of its packets.</param>
/// <param name="NalUnits">In the order they came.</param>
/// <param name="IsComplete">No packet of it, nor one before it, is missing: its last packet had the marker and the numbers are without a gap.</param>
internal sealed record ReceivedAccessUnit(RtpTimestamp Timestamp, IReadOnlyList<byte[]> NalUnits, bool IsComplete);
