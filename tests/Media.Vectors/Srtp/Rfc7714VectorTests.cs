using Vod.Media.Srtp;

namespace Vod.Media.Vectors.Srtp;

/// <summary>
/// The AES-128 test vectors of RFC 7714: section 16.1 (SRTP) and 17.1 (SRTCP). They give session keys, not master keys. Section 17.3
/// (SRTCP with a tag but in the clear) is not served, see <see cref="SrtpReceiver"/>.
/// </summary>
public sealed class Rfc7714VectorTests
{
    private const string Key = "000102030405060708090A0B0C0D0E0F";
    private const string Salt = "517569642070726F2071756F";

    private const string Rtp =
        "8040F17B8041F8D35501A0B247616C6C696120657374206F6D6E69732064697669736120696E207061727465732074726573";

    private const string Srtp =
        "8040F17B8041F8D35501A0B2F24DE3A3FB34DE6CACBA861C9D7E4BCABE633BD50D294E6F42A5F47A51C7D19B36DE3ADF8833"
        + "899D7F27BEB16A9152CF765EE4390CCE";

    private const string Rtcp =
        "81C8000D4D6172734E5450314E545032525450200000042A0000E9304C756E61DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEF";

    private const string Srtcp =
        "81C8000D4D61727363E94885DCDAB67CA727D7662F6B7E997FF5C0F76C06F32DC676A5F1730D6FDA4CE09B4686303DED0BB9275B"
        + "C84AA45896CF4D2FC5ABF87245D9EADE800005D4";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Section_16_1_1_srtp_encryption(bool inPlace)
    {
        using AeadAesGcmTransform transform = Transform(forSending: true);
        byte[] packet = [.. Convert.FromHexString(Rtp), .. new byte[AeadAesGcmTransform.TagLength]];

        byte[] payload = packet[12..^AeadAesGcmTransform.TagLength];
        if (!inPlace)
        {
            packet.AsSpan(12).Clear();
        }

        transform.ProtectRtp(
            packet, headerLength: 12, inPlace ? packet.AsSpan(12, payload.Length) : payload, ssrc: 0x5501A0B2, index: 0xF17B);

        Assert.Equal(Srtp, Convert.ToHexString(packet));
    }

    [Fact]
    public void Section_16_1_2_srtp_decryption()
    {
        using AeadAesGcmTransform transform = Transform(forSending: false);
        byte[] packet = Convert.FromHexString(Srtp);

        Assert.True(transform.TryUnprotectRtp(packet, headerLength: 12, ssrc: 0x5501A0B2, index: 0xF17B));

        Assert.Equal(Rtp, Convert.ToHexString(packet.AsSpan(0, Rtp.Length / 2)));
    }

    [Fact]
    public void Section_17_1_srtcp_encryption()
    {
        using AeadAesGcmTransform transform = Transform(forSending: true);
        byte[] packet = [.. Convert.FromHexString(Rtcp), .. new byte[AeadAesGcmTransform.TagLength + 4]];

        transform.ProtectRtcp(packet, ssrc: 0x4D617273, index: 0x5D4);

        Assert.Equal(Srtcp, Convert.ToHexString(packet));
    }

    [Fact]
    public void Section_17_1_srtcp_decryption()
    {
        using AeadAesGcmTransform transform = Transform(forSending: false);
        byte[] packet = Convert.FromHexString(Srtcp);

        Assert.True(transform.TryUnprotectRtcp(packet, ssrc: 0x4D617273, index: 0x5D4));

        Assert.Equal(Rtcp, Convert.ToHexString(packet.AsSpan(0, Rtcp.Length / 2)));
    }

    private static AeadAesGcmTransform Transform(bool forSending)
    {
        SrtpSessionKeys keys = new(Convert.FromHexString(Key), [], Convert.FromHexString(Salt));
        return new(keys, keys, forSending);
    }
}
