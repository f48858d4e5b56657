using Vod.Media.Srtp;

namespace Vod.Media.Vectors.Srtp;

/// <summary>The test vectors of RFC 3711, appendices B.2 and B.3.</summary>
public sealed class Rfc3711VectorTests
{
    [Fact]
    public void B_2_the_key_stream_of_65282_blocks()
    {
        byte[] stream = new byte[65282 * AesCounterMode.BlockLength];
        using AesCounterMode cipher = new(Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"));

        cipher.Apply(Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"), stream);

        Assert.Equal(
            "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0",
            Convert.ToHexString(stream.AsSpan(0, 48)));
        Assert.Equal(
            "EC8CDF7398607CB0F2D21675EA9EA1E4362B7C3C6773516318A077D7FC5073AE6A2CC3787889374FBEB4C81B17BA6C44",
            Convert.ToHexString(stream.AsSpan(stream.Length - 48)));
    }

    [Fact]
    public void B_2_the_same_key_stream_through_a_whole_packet()
    {
        // SSRC, sequence number and rollover counter are 0, so the counter block is the shifted salt.
        byte[] key = Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C");
        byte[] salt = Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
        SrtpSessionKeys keys = new(key, new byte[20], salt);
        using CounterModeTransform transform = new(keys, keys);
        byte[] packet = [0x80, .. new byte[11 + 32 + CounterModeTransform.TagLength]];

        transform.ProtectRtp(packet, headerLength: 12, packet.AsSpan(12, 32), ssrc: 0, index: 0);

        Assert.Equal("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB", Convert.ToHexString(packet.AsSpan(12, 32)));
    }

    [Theory]
    [InlineData(SrtpKeyLabel.RtpEncryption, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData(SrtpKeyLabel.RtpSalt, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData(
        SrtpKeyLabel.RtpAuthentication,
        "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCEE049646C43D9327AD175578EF72270986371C10C9A369AC2F94A8C5FBCDDDC25"
        + "6D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2")]
    internal void B_3_the_derived_keys(SrtpKeyLabel label, string expected)
    {
        byte[] key = Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139");
        byte[] salt = Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6");
        byte[] output = new byte[expected.Length / 2];

        SrtpKeyDerivation.Derive(new(key, salt), label, output);

        Assert.Equal(expected, Convert.ToHexString(output));
    }
}
