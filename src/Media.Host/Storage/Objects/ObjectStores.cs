using System.Security.Cryptography.X509Certificates;
using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.S3;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>Makes stores, and the rules for the names in them, of what the settings say.</summary>
internal static class ObjectStores
{
    /// <summary>Makes the clients. Nothing is sent before somebody asks.</summary>
    /// <exception cref="IOException">The file with the authorities cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It holds something else.</exception>
    public static IObjectStore Open(ObjectStoreOptions options)
    {
        IWritableObjectStore[] accounts = OpenAccounts(options);
        return accounts.Length == 1 ? accounts[0] : new JointObjectStore(options.Name, accounts);
    }

    /// <summary>Makes the client that writes: that of the first account.</summary>
    /// <exception cref="IOException">The file with the authorities cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It holds something else.</exception>
    public static IWritableObjectStore OpenToWrite(ObjectStoreOptions options)
    {
        IWritableObjectStore[] accounts = OpenAccounts(options);
        foreach (IWritableObjectStore other in accounts[1..])
        {
            other.Dispose();
        }

        return accounts[0];
    }

    /// <summary>The rule for what viewers may name.</summary>
    public static ObjectNames NamesOf(ObjectStoreOptions options)
    {
        Func<string, bool> isBucketName = options.Kind == ObjectStoreKind.Azure ? AzureContainerName.IsWellFormed : S3BucketName.IsWellFormed;
        return new ObjectNames(isBucketName, options.Bucket, options.Prefix, options.AllowedBuckets);
    }

    private static IWritableObjectStore[] OpenAccounts(ObjectStoreOptions options)
    {
        X509Certificate2Collection authorities = [];
        if (options.CaFile.Length > 0)
        {
            authorities.ImportFromPemFile(options.CaFile);
        }

        return options.Kind == ObjectStoreKind.Azure
            ? [new AzureObjectStore(options.Name, AzureClients.Create(options.Azure!, Connect))]
            : [.. options.S3.Select(account => new S3ObjectStore(options.Name, S3Clients.Create(account, Connect)))];

        HttpClient Connect(string host) => StoreHttp.Create(host, authorities);
    }
}
