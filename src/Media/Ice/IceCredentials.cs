using System.Text;

namespace Vod.Media.Ice;

/// <summary>The username fragment and password of one local ICE session (RFC 8445 section 5.3, RFC 8839 section 5.4).</summary>
internal sealed class IceCredentials
{
    /// <summary>Random bytes one set of credentials is made from.</summary>
    public const int RandomLength = UfragKey.Length + PasswordLength;

    /// <summary>Characters of a password; 24 characters of 6 bits are 144 bits, RFC 8445 asks for at least 128.</summary>
    public const int PasswordLength = 24;

    private readonly byte[] _password;

    private IceCredentials(byte[] ufrag, byte[] password)
    {
        _password = password;
        Key = UfragKey.FromAscii(ufrag);
        Ufrag = Encoding.ASCII.GetString(ufrag);
        Password = Encoding.ASCII.GetString(password);
    }

    // ice-char of RFC 8839 section 5.4 has exactly 64 members, so six bits of a random byte choose one without bias.
    private static ReadOnlySpan<byte> IceChars => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    /// <summary>Username fragment, <see cref="UfragKey.Length"/> characters.</summary>
    public string Ufrag { get; }

    /// <summary>Password, <see cref="PasswordLength"/> characters.</summary>
    public string Password { get; }

    /// <summary>The fragment as the routing key of the worker.</summary>
    public UfragKey Key { get; }

    /// <summary>The password as the HMAC key of checks addressed to us.</summary>
    public ReadOnlySpan<byte> PasswordBytes => _password;

    /// <summary>Makes credentials from <see cref="RandomLength"/> bytes of a cryptographic random source.</summary>
    public static IceCredentials FromRandom(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, RandomLength);
        byte[] characters = new byte[RandomLength];
        for (int i = 0; i < characters.Length; i++)
        {
            characters[i] = IceChars[random[i] & 0x3F];
        }

        return new IceCredentials(characters[..UfragKey.Length], characters[UfragKey.Length..]);
    }
}
