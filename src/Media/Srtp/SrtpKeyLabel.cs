namespace Vod.Media.Srtp;

/// <summary>What a session key is for (RFC 3711 section 4.3.1 for SRTP, 4.3.2 for SRTCP).</summary>
internal enum SrtpKeyLabel : byte
{
    RtpEncryption = 0x00,
    RtpAuthentication = 0x01,
    RtpSalt = 0x02,
    RtcpEncryption = 0x03,
    RtcpAuthentication = 0x04,
    RtcpSalt = 0x05,
}
