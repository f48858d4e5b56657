namespace Vod.Media.Rtcp;

/// <summary>What has been sent on one SSRC, as its sender reports count it: both numbers wrap (RFC 3550 section 6.4.1).</summary>
internal struct SendStatistics
{
    /// <summary>RTP packets.</summary>
    public uint Packets { get; private set; }

    /// <summary>Payload bytes, without header and padding.</summary>
    public uint Octets { get; private set; }

    /// <summary>Counts a packet.</summary>
    public void OnSent(int payloadSize)
    {
        Packets = unchecked(Packets + 1);
        Octets = unchecked(Octets + (uint)payloadSize);
    }
}
