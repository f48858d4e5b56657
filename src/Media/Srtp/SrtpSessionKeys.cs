namespace Vod.Media.Srtp;

/// <summary>The session keys of one direction for either RTP or RTCP.</summary>
internal readonly ref struct SrtpSessionKeys(ReadOnlySpan<byte> encryption, ReadOnlySpan<byte> authentication, ReadOnlySpan<byte> salt)
{
    /// <summary>k_e of RFC 3711.</summary>
    public ReadOnlySpan<byte> Encryption { get; } = encryption;

    /// <summary>k_a of RFC 3711; empty for AEAD profiles.</summary>
    public ReadOnlySpan<byte> Authentication { get; } = authentication;

    /// <summary>k_s of RFC 3711.</summary>
    public ReadOnlySpan<byte> Salt { get; } = salt;
}
