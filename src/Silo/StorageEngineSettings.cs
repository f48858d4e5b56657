using Microsoft.Extensions.Options;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.S3;
using Vod.ServiceDefaults.Settings.Storages;

namespace Vod.Silo;

/// <summary>Gives the media plane the object stores of the settings.</summary>
internal sealed class StorageEngineSettings(IOptions<StoragesOptions> storages) : IConfigureOptions<StorageOptions>
{
    private const string DefaultRegion = "us-east-1";

    /// <inheritdoc/>
    public void Configure(StorageOptions options)
    {
        foreach ((string name, StorageSettings settings) in storages.Value.ByName)
        {
            bool isAzure = settings.IsAzure(name);
            options.Stores.Add(new ObjectStoreOptions
            {
                Name = name,
                Kind = isAzure ? ObjectStoreKind.Azure : ObjectStoreKind.S3,
                S3 = isAzure ? [] : [.. S3(settings)],
                Azure = isAzure ? Azure(settings) : null,
                Bucket = settings.Bucket,
                Prefix = settings.Prefix.Trim('/'),
                AllowedBuckets = [.. settings.AllowedBuckets],
                CaFile = settings.CaFile,
            });
        }
    }

    private static IEnumerable<S3Account> S3(StorageSettings settings)
    {
        Uri? endpoint = EndpointOf(settings.Endpoint);
        return WcsCredentials.TryParse(settings.Credentials, out IReadOnlyList<WcsCredentials> accounts) && accounts.Count > 0
            ? accounts.Select(OfWcs)
            : [Of(settings.Region, endpoint, settings.AccessKey, settings.SecretKey, settings.SessionToken)];

        S3Account OfWcs(WcsCredentials account) => EndpointOf(account.IsEndpoint ? account.Zone : "") is { } own
            ? Of("", own, account.Login, account.Hash, "")
            : Of(account.Zone, endpoint, account.Login, account.Hash, "");

        S3Account Of(string region, Uri? address, string accessKey, string secretKey, string sessionToken) => new()
        {
            Endpoint = address,
            Region = region.Length > 0 ? region : DefaultRegion,
            PathStyle = bool.TryParse(settings.PathStyle, out bool isPathStyle) ? isPathStyle : address is not null,
            AccessKey = accessKey,
            SecretKey = secretKey,
            SessionToken = sessionToken,
        };
    }

    private static AzureAccount Azure(StorageSettings settings) =>
        AzureConnectionString.TryParse(settings.ConnectionString, out AzureConnectionString? connection)
            ? new AzureAccount { Endpoint = connection.Endpoint, Name = connection.Account, Key = connection.Key, Sas = connection.Sas }
            : new AzureAccount
            {
                Endpoint = EndpointOf(settings.Endpoint) ?? new Uri($"https://{settings.Account}.blob.core.windows.net"),
                Name = settings.Account,
                Key = settings.AccountKey,
                Sas = settings.SasToken,
            };

    private static Uri? EndpointOf(string address) => address.Length > 0 ? new Uri(address) : null;
}
