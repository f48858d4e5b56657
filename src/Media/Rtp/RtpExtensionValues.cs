namespace Vod.Media.Rtp;

/// <summary>What the header extension of one packet says. The default value means no extension at all.</summary>
internal readonly ref struct RtpExtensionValues
{
    /// <summary>Which elements are written, and under which number.</summary>
    public RtpExtensionIds Ids { get; init; }

    /// <summary>The media section's name: 1 to <see cref="RtpPacketBudget.MaxMidSize"/> bytes, else it is not written.</summary>
    public ReadOnlySpan<byte> Mid { get; init; }

    /// <summary>Number of this packet among all packets of the transport.</summary>
    public ushort TransportSequence { get; init; }

    /// <summary>Departure time.</summary>
    public AbsSendTime AbsSendTime { get; init; }
}
