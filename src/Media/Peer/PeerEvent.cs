using Vod.Media.Engine;

namespace Vod.Media.Peer;

/// <summary>Something that happened to a peer.</summary>
/// <param name="Kind">What.</param>
/// <param name="Reason">Why it ended; only of <see cref="PeerEventKind.Ended"/>.</param>
/// <param name="Detail">One line for the operator's log; may be empty.</param>
/// <param name="StreamBitrate">Bits per second the stream takes; only of the two kinds about the path.</param>
/// <param name="PathBitrate">Bits per second the path carries; only of those.</param>
internal readonly record struct PeerEvent(PeerEventKind Kind, SessionEndReason Reason = default, string Detail = "", long StreamBitrate = 0, long PathBitrate = 0);
