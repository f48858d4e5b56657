using Vod.Media.Rtp;

namespace Vod.Media.Pacing;

/// <summary>What is needed to send a packet again.</summary>
/// <param name="Picture">The picture its payload comes from, as its sender counts them.</param>
/// <param name="Timestamp">Its RTP timestamp. Not a function of the sample: a loop or a seek sends a sample at another time.</param>
/// <param name="Cut">Its payload, and its marker.</param>
internal readonly record struct SentPacket(long Picture, RtpTimestamp Timestamp, PacketCut Cut);
