namespace Vod.Media.Bandwidth;

/// <summary>What is known of a packet that was sent.</summary>
internal enum PacketFate : byte
{
    /// <summary>Nothing has been said of it.</summary>
    Unknown,

    /// <summary>It had not arrived when it was last reported on.</summary>
    Missing,

    /// <summary>It has arrived.</summary>
    Received,
}
