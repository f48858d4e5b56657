namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>The name of a storage: the first one in the paths that lead to it.</summary>
internal static class StorageName
{
    /// <summary>Most characters.</summary>
    public const int MaxLength = 32;

    private const string Azure = "azure";

    /// <summary>Whether a text, in lower case, can be one.</summary>
    public static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= MaxLength && char.IsAsciiLetterLower(name[0]) && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>Says what is wrong with one that cannot.</summary>
    public static string Problem(string name) =>
        $"{StoragesOptions.Section}:{OneLine.Of(name)} is no name for a storage; it must be up to {MaxLength} letters, digits, hyphens and underscores, a letter first.";

    /// <summary>Whether a storage speaks Azure.</summary>
    public static bool IsAzure(string name, string kind) =>
        kind.Equals(Azure, StringComparison.OrdinalIgnoreCase) || (kind.Equals("auto", StringComparison.OrdinalIgnoreCase) && name == Azure);
}
