using Vod.Media.Rtp;

namespace Vod.Media.Pacing;

/// <summary>What is needed to send a packet again.</summary>
/// <param name="SampleIndex">The sample its payload comes from.</param>
/// <param name="Timestamp">Its RTP timestamp. Not a function of the sample: a loop or a seek sends a sample at another time.</param>
/// <param name="Cut">Its payload, and its marker.</param>
internal readonly record struct SentPacket(int SampleIndex, RtpTimestamp Timestamp, PacketCut Cut);
