using System.Security.Cryptography;
using Vod.Media.Dtls;

namespace Vod.Media.Tests.Dtls;

public sealed class TlsKeyExpansionTests
{
    // Made by "openssl kdf TLS1-PRF" of version 3.0 from the same secret, label and randoms.
    [Theory]
    [InlineData("SHA256", "DE62D3EE5DC8B42D2F657AFCE5C1A5BD07033D2A02FACF4DB7C22CE88BF3CCA35F352E46B91EE32D")]
    [InlineData("SHA384", "2DF9D6055794D3C919F265A64BE20E36531B6C808CE08BD7D5D8E219524579D01F4CCFAD325ACCA3CA0B05D6DB158D68C6EB35277FE2E12273C0CCCEE39A4E53E8534ED76AAAD589")]
    public void The_key_block_is_that_of_another_implementation(string hash, string expected)
    {
        byte[] keyBlock = new byte[expected.Length / 2];

        TlsKeyExpansion.Expand(new HashAlgorithmName(hash), Bytes(0, TlsKeyExpansion.MasterSecretLength), Bytes(100, 32), Bytes(200, 32), keyBlock);

        Assert.Equal(expected, Convert.ToHexString(keyBlock));
    }

    private static byte[] Bytes(int first, int count) => [.. Enumerable.Range(first, count).Select(i => (byte)i)];
}
