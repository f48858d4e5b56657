using Vod.Media.Rtp;

namespace Vod.Media.Rtcp;

/// <summary>What a receiver says about one packet of the transport.</summary>
/// <param name="Number">Its transport-wide number.</param>
/// <param name="IsReceived">Whether it has arrived so far.</param>
/// <param name="Arrival">When, in <see cref="TransportFeedbackReader.TicksPerSecond"/> of the receiver's clock; only of one that has arrived. Wraps with <see cref="TransportFeedbackReader.ArrivalRange"/>.</param>
internal readonly record struct PacketStatus(SequenceNumber Number, bool IsReceived, long Arrival);
