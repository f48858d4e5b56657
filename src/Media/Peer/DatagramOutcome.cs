namespace Vod.Media.Peer;

/// <summary>What a datagram did to a peer.</summary>
internal enum DatagramOutcome
{
    /// <summary>Nothing; it was dropped and counted.</summary>
    Dropped,

    /// <summary>It was taken.</summary>
    Handled,

    /// <summary>It was taken and proves that the peer is at this address.</summary>
    AddressAuthenticated,

    /// <summary>It was RTCP and has been decrypted in place.</summary>
    RtcpDecrypted,

    /// <summary>It was RTP of a publisher and has been decrypted in place.</summary>
    RtpDecrypted,
}
