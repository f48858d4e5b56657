namespace Vod.Media.Host.Udp;

/// <summary>What became of a datagram handed to the socket.</summary>
internal enum SendOutcome
{
    /// <summary>The kernel took it.</summary>
    Sent,

    /// <summary>The send buffer is full; the datagram is lost like one lost on the way, and retransmission mends it.</summary>
    BufferFull,

    /// <summary>The network refused it (no route, port unreachable); lost as well.</summary>
    Unreachable,
}
