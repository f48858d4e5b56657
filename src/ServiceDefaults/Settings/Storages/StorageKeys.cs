namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>Which settings of a storage are given.</summary>
/// <param name="Section">Configuration section of the storage.</param>
/// <param name="Settings">What is in it.</param>
internal sealed record StorageKeys(string Section, StorageSettings Settings)
{
    /// <summary>Settings that only S3 has.</summary>
    public static readonly string[] OfS3 =
    [
        nameof(StorageSettings.Region), nameof(StorageSettings.AccessKey), nameof(StorageSettings.SecretKey), nameof(StorageSettings.SessionToken), nameof(StorageSettings.Credentials),
    ];

    /// <summary>Settings that only Azure has.</summary>
    public static readonly string[] OfAzure =
    [
        nameof(StorageSettings.Account), nameof(StorageSettings.AccountKey), nameof(StorageSettings.SasToken), nameof(StorageSettings.ConnectionString),
    ];

    /// <summary>Whether the storage is one of Azure.</summary>
    public bool IsAzure => Settings.IsAzure(Section.Split(':')[^1]);

    /// <summary>The first of some settings that has a value; null if none has.</summary>
    public string? FirstGiven(params string[] names) =>
        names.FirstOrDefault(name => typeof(StorageSettings).GetProperty(name)!.GetValue(Settings) is string { Length: > 0 });

    /// <summary>Says that two settings cannot both be given.</summary>
    public string Exclude(string first, string second) => $"{Section}:{first} and {Section}:{second} exclude each other.";
}
