using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Rtcp;

/// <summary>A packet of a transport that came.</summary>
/// <param name="Number">Its number among all packets of the transport.</param>
/// <param name="At">When it came.</param>
internal readonly record struct PacketArrival(ExtendedSequenceNumber Number, MonotonicTime At);
