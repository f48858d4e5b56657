namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>The object stores to play from, by their names.</summary>
public sealed class StoragesOptions
{
    /// <summary>Name of the configuration section; a section for each storage is within it.</summary>
    public const string Section = "Storages";

    /// <summary>Stands for a name in the documentation.</summary>
    internal const string AnyName = "NAME";

    /// <summary>The storages; names are in lower case.</summary>
    public IDictionary<string, StorageSettings> ByName { get; } = new SortedDictionary<string, StorageSettings>(StringComparer.Ordinal);

    /// <summary>The configuration section of one storage.</summary>
    internal static string SectionOf(string name) => $"{Section}:{name}";
}
