using Vod.Media.Rtp;

namespace Vod.Media.Pacing;

/// <summary>What is needed to send a packet again.</summary>
/// <param name="Picture">The picture its payload comes from, as its sender counts them.</param>
/// <param name="Timestamp">Its RTP timestamp. Not a function of the sample: a loop or a seek sends a sample at another time.</param>
/// <param name="Packet">Which packet of the picture it is, from 0.</param>
/// <param name="Checksum">What tells whether the picture is still the one it was sent of.</param>
/// <param name="Ordinal">Which packet of the stream it is; unlike its sequence number never that of another one in reach.</param>
internal readonly record struct SentPacket(long Picture, RtpTimestamp Timestamp, int Packet, uint Checksum, uint Ordinal);
