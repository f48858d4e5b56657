using System.Diagnostics.CodeAnalysis;

namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>
/// What a connection string of Azure Storage says of its blobs ("Configure Azure Storage connection strings"): <c>DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…</c>, or
/// <c>BlobEndpoint=…;SharedAccessSignature=…</c>. A class and no record, so that it does not write its secrets out.
/// </summary>
public sealed class AzureConnectionString
{
    private const string DefaultSuffix = "core.windows.net";

    private AzureConnectionString(Uri endpoint, string account, string key, string sas) => (Endpoint, Account, Key, Sas) = (endpoint, account, key, sas);

    /// <summary>Address of the blob service.</summary>
    public Uri Endpoint { get; }

    /// <summary>Name of the account; empty with a signature.</summary>
    public string Account { get; }

    /// <summary>Its key; empty with a signature.</summary>
    public string Key { get; }

    /// <summary>Shared access signature; empty with a key.</summary>
    public string Sas { get; }

    /// <summary>Reads one. It must have a key or a signature.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AzureConnectionString? connection)
    {
        connection = null;
        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Keys are in Base64, which may end in equals signs.
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                return false;
            }
        }

        string account = Part("AccountName"), key = Part("AccountKey"), sas = Part("SharedAccessSignature");
        string protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https"), suffix = parts.GetValueOrDefault("EndpointSuffix", DefaultSuffix);
        string endpoint = Part("BlobEndpoint") is { Length: > 0 } given ? given : $"{protocol}://{account}.blob.{suffix}";
        bool isRight = EndpointSettingAttribute.IsEndpoint(endpoint) && (sas.Length > 0 ? key.Length == 0 : account.Length > 0 && IsKey(key));
        connection = isRight ? new AzureConnectionString(new Uri(endpoint), account, key, sas) : null;
        return isRight;

        string Part(string name) => parts.GetValueOrDefault(name, "");
    }

    /// <summary>Whether a text is the key of an account.</summary>
    public static bool IsKey(string text) => text.Length > 0 && Convert.TryFromBase64String(text, new byte[text.Length], out _);
}
