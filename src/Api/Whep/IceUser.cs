namespace Vod.Api.Whep;

/// <summary>The credentials of one side of an ICE session (RFC 8839 section 5.4). Another pair is another ICE session.</summary>
/// <param name="Ufrag">The user name fragment.</param>
/// <param name="Password">The password.</param>
internal readonly record struct IceUser(string Ufrag, string Password)
{
    private const int MinUfragLength = 4;
    private const int MinPasswordLength = 22;
    private const int MaxLength = 256;

    /// <summary>Whether both have the lengths and characters of RFC 8839 section 5.4; "-" and "_", which some libraries use, are let through.</summary>
    public bool IsWellFormed => IsToken(Ufrag, MinUfragLength) && IsToken(Password, MinPasswordLength);

    private static bool IsToken(string text, int minLength) => text.Length >= minLength && text.Length <= MaxLength && text.All(IsIceChar);

    private static bool IsIceChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_';
}
