using Vod.Media.Ice;

namespace Vod.Media.Tests.Ice;

public sealed class IceCredentialsTests
{
    [Fact]
    public void Every_random_byte_gives_an_ice_char()
    {
        for (int value = 0; value < 256; value++)
        {
            byte[] random = new byte[IceCredentials.RandomLength];
            random.AsSpan().Fill((byte)value);
            IceCredentials credentials = IceCredentials.FromRandom(random);
            Assert.Equal(UfragKey.Length, credentials.Ufrag.Length);
            Assert.Equal(IceCredentials.PasswordLength, credentials.Password.Length);
            Assert.All(credentials.Ufrag + credentials.Password, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c is '+' or '/'));
        }
    }

    [Fact]
    public void Fragment_and_password_come_from_different_bytes()
    {
        byte[] random = new byte[IceCredentials.RandomLength];
        string ufrag = IceCredentials.FromRandom(random).Ufrag;
        string password = IceCredentials.FromRandom(random).Password;
        random[UfragKey.Length] = 1;
        Assert.Equal(ufrag, IceCredentials.FromRandom(random).Ufrag);
        Assert.NotEqual(password, IceCredentials.FromRandom(random).Password);
    }

    [Fact]
    public void The_wrong_number_of_random_bytes_is_a_bug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IceCredentials.FromRandom(new byte[IceCredentials.RandomLength - 1]));
}
