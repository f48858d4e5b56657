using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>Checks what no single setting of a storage shows. The messages show no values.</summary>
internal sealed class StoragesValidator : IValidateOptions<StoragesOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StoragesOptions options) =>
        options.ByName.SelectMany(storage => Problems(storage.Key, storage.Value)).FirstOrDefault() is { } problem
            ? ValidateOptionsResult.Fail(problem)
            : ValidateOptionsResult.Success;

    /// <summary>What is wrong with one storage.</summary>
    internal static IEnumerable<string> Problems(string name, StorageSettings settings)
    {
        string section = StoragesOptions.SectionOf(name);
        StorageKeys keys = new(section, settings);
        if (!StorageName.IsWellFormed(name))
        {
            return [StorageName.Problem(name)];
        }

        return SettingsCatalog.Of(section, new StorageSettings())
            .SelectMany(setting => SettingAttribute.Written(setting.Property.GetValue(settings)).Select(setting.Problem))
            .Concat(keys.IsAzure ? AzureProblems(keys) : S3Problems(keys))
            .Append(settings.Bucket.Length > 0 && settings.AllowedBuckets.Count > 0 ? keys.Exclude(nameof(settings.Bucket), nameof(settings.AllowedBuckets)) : null)
            .Append(settings.CaFile.Length > 0 && !IsAuthority(settings.CaFile) ? $"{section}:CaFile names no file with certificates in PEM that can be read." : null)
            .OfType<string>();
    }

    private static IEnumerable<string?> S3Problems(StorageKeys keys)
    {
        StorageSettings s3 = keys.Settings;
        yield return keys.FirstGiven(StorageKeys.OfAzure) is { } foreign ? $"{keys.Section}:{foreign} is for Azure, but {keys.Section} speaks S3 (Kind)." : null;
        if (s3.Credentials.Length > 0)
        {
            yield return keys.FirstGiven(nameof(s3.Region), nameof(s3.AccessKey), nameof(s3.SecretKey), nameof(s3.SessionToken)) is { } second
                ? keys.Exclude(nameof(s3.Credentials), second)
                : null;
            yield break;
        }

        yield return s3.Region.Length == 0 && s3.Endpoint.Length == 0 ? $"{keys.Section}:Region is missing; only with an Endpoint it need not be given." : null;
        yield return s3.AccessKey.Length > 0 && s3.SecretKey.Length == 0 ? $"{keys.Section}:SecretKey is missing, but there is an AccessKey." : null;
        yield return s3.AccessKey.Length == 0 && s3.SecretKey.Length > 0 ? $"{keys.Section}:AccessKey is missing, but there is a SecretKey." : null;
        yield return s3.AccessKey.Length == 0 && s3.SessionToken.Length > 0 ? $"{keys.Section}:AccessKey is missing, but there is a SessionToken." : null;
    }

    private static IEnumerable<string?> AzureProblems(StorageKeys keys)
    {
        StorageSettings azure = keys.Settings;
        yield return keys.FirstGiven(StorageKeys.OfS3) is { } foreign ? $"{keys.Section}:{foreign} is for S3, but {keys.Section} speaks Azure (Kind)." : null;
        if (azure.ConnectionString.Length > 0)
        {
            yield return keys.FirstGiven(nameof(azure.Endpoint), nameof(azure.Account), nameof(azure.AccountKey), nameof(azure.SasToken)) is { } second
                ? keys.Exclude(nameof(azure.ConnectionString), second)
                : null;
            yield break;
        }

        yield return Uri.TryCreate(azure.Endpoint, UriKind.Absolute, out Uri? endpoint) && endpoint is { HostNameType: not UriHostNameType.Dns, AbsolutePath: "/" }
            ? $"{keys.Section}:Endpoint needs the name of the account as its path, as its host is no name."
            : null;
        yield return azure.AccountKey.Length > 0 && azure.SasToken.Length > 0 ? keys.Exclude(nameof(azure.AccountKey), nameof(azure.SasToken)) : null;
        yield return azure.Account.Length == 0 && (azure.Endpoint.Length == 0 || azure.AccountKey.Length > 0) ? $"{keys.Section}:Account is missing." : null;
        yield return azure.AccountKey.Length > 0 && !AzureConnectionString.IsKey(azure.AccountKey) ? $"{keys.Section}:AccountKey has a wrong value; it must be in Base64." : null;
        yield return azure.AccountKey.Length == 0 && azure.SasToken.Length == 0 && azure.Endpoint.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            ? $"{keys.Section}:Endpoint must be `https://` without an AccountKey or a SasToken: identities are not sent in the clear."
            : null;
    }

    private static bool IsAuthority(string file)
    {
        try
        {
            X509Certificate2Collection certificates = [];
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
