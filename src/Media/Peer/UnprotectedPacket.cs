namespace Vod.Media.Peer;

/// <summary>
/// An RTP packet on its way to the cipher: the header stands at the start of the buffer it is sent from, the payload may be elsewhere, for example where all viewers have it from.
/// </summary>
/// <param name="headerLength">Bytes of the header.</param>
/// <param name="payload">What is encrypted behind it; in the same buffer right behind the header, or in another one.</param>
internal readonly ref struct UnprotectedPacket(int headerLength, ReadOnlySpan<byte> payload)
{
    /// <summary>Bytes of the header.</summary>
    public int HeaderLength { get; } = headerLength;

    /// <summary>What is encrypted behind it.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>Bytes of the packet before it is protected.</summary>
    public int Length => HeaderLength + Payload.Length;
}
