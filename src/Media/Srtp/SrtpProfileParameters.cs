namespace Vod.Media.Srtp;

/// <summary>Sizes that follow from a profile, all in bytes.</summary>
internal static class SrtpProfileParameters
{
    /// <summary>Length of the master key and of the session encryption keys of every profile here.</summary>
    public const int KeyLength = 16;

    /// <summary>Largest <see cref="RtcpOverhead"/> of any profile, for those who reserve room before the profile is known.</summary>
    public const int MaxOverhead = AeadAesGcmTransform.TagLength + SrtcpIndexLength;

    /// <summary>Largest <see cref="KeyingMaterialLength"/> of any profile.</summary>
    public const int MaxKeyingMaterialLength = 2 * (KeyLength + CounterModeTransform.SaltLength);

    /// <summary>The word with the E flag and the SRTCP index (RFC 3711 section 3.4).</summary>
    public const int SrtcpIndexLength = 4;

    /// <summary>Master salt: 112 bits for counter mode (RFC 5764 section 4.1.2), 96 bits for GCM (RFC 7714 section 14.2).</summary>
    public static int SaltLength(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => AeadAesGcmTransform.SaltLength,
        SrtpProfile.Aes128CmHmacSha1_80 => CounterModeTransform.SaltLength,
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    /// <summary>What protection adds to an RTP packet.</summary>
    public static int RtpOverhead(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => AeadAesGcmTransform.TagLength,
        SrtpProfile.Aes128CmHmacSha1_80 => CounterModeTransform.TagLength,
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    /// <summary>What protection adds to an RTCP packet.</summary>
    public static int RtcpOverhead(this SrtpProfile profile) => profile.RtpOverhead() + SrtcpIndexLength;

    /// <summary>What the DTLS exporter has to deliver: a key and a salt for each direction (RFC 5764 section 4.2).</summary>
    public static int KeyingMaterialLength(this SrtpProfile profile) => 2 * (KeyLength + profile.SaltLength());
}
