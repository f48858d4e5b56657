using Vod.Media.Srtp;

namespace Vod.Media.Tests.Srtp;

public sealed class SrtpKeyingMaterialTests
{
    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm, 12)]
    [InlineData(SrtpProfile.Aes128CmHmacSha1_80, 14)]
    internal void The_exported_bytes_are_cut_in_the_order_of_rfc_5764(SrtpProfile profile, int salt)
    {
        byte[] exported = [.. Enumerable.Range(0, profile.KeyingMaterialLength()).Select(i => (byte)i)];

        SrtpKeyingMaterial material = new(profile, exported);

        Assert.Equal(32 + (2 * salt), exported.Length);
        Assert.Equal(exported.AsSpan(0, 16), material.ClientWrite.Key);
        Assert.Equal(exported.AsSpan(16, 16), material.ServerWrite.Key);
        Assert.Equal(exported.AsSpan(32, salt), material.ClientWrite.Salt);
        Assert.Equal(exported.AsSpan(32 + salt), material.ServerWrite.Salt);
    }

    [Fact]
    public void Another_length_is_a_bug_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new SrtpKeyingMaterial(SrtpProfile.AeadAes128Gcm, new byte[60]).ClientWrite.Key.Length);
}
