namespace Vod.Media.Pacing;

/// <summary>What a packet is to the pacer, most urgent first.</summary>
internal enum PacketClass
{
    /// <summary>Sound: small, steady, and a gap in it is noticed before a gap in the picture. Never waits.</summary>
    Audio,

    /// <summary>A lost packet again: the decoder stands still until it comes.</summary>
    Retransmission,

    /// <summary>New pictures.</summary>
    Video,
}
