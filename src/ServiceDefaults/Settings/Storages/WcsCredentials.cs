namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>
/// An account at S3 as Web Call Server writes it in <c>aws_s3_credentials</c>: <c>zone;login;hash</c>, which are a region, an access key and a secret key. A class and no record, so that it
/// does not write its secrets out.
/// </summary>
public sealed class WcsCredentials
{
    /// <summary>Accounts that one setting may have; each bucket that nobody has played from yet may ask all of them.</summary>
    public const int MaxAccounts = 16;

    private const char Divider = ';';

    private WcsCredentials(string[] parts) => (Zone, Login, Hash) = (parts[0], parts[1], parts[2]);

    /// <summary>Region, or the address of a store that is not Amazon's.</summary>
    public string Zone { get; }

    /// <summary>Whether the zone is an address.</summary>
    public bool IsEndpoint => EndpointSettingAttribute.IsEndpoint(Zone);

    /// <summary>Access key.</summary>
    public string Login { get; }

    /// <summary>Secret key.</summary>
    public string Hash { get; }

    /// <summary>Reads any number of accounts divided by commas.</summary>
    public static bool TryParse(string text, out IReadOnlyList<WcsCredentials> accounts)
    {
        string[][] entries = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(entry => entry.Split(Divider, StringSplitOptions.TrimEntries))];
        bool isRight = entries.Length <= MaxAccounts && entries.All(IsAccount);
        accounts = isRight ? [.. entries.Select(entry => new WcsCredentials(entry))] : [];
        return isRight;
    }

    private static bool IsAccount(string[] parts) =>
        parts is [{ } zone, { Length: > 0 } login, { Length: > 0 } hash]
        && (WordSettingAttribute.IsWord(zone) || EndpointSettingAttribute.IsEndpoint(zone))
        && !login.AsSpan().ContainsAnyExceptInRange('!', '~')
        && !hash.AsSpan().ContainsAnyExceptInRange('!', '~');
}
