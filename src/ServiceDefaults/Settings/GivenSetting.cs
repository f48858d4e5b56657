using Microsoft.Extensions.Configuration;

namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting as one source gives it.</summary>
/// <param name="Provider">The source whose value counts.</param>
/// <param name="Value">What is written for the setting itself; null for a list, whose elements have keys of their own.</param>
/// <param name="Elements">The elements of a list.</param>
internal sealed record GivenSetting(IConfigurationProvider Provider, string? Value, IReadOnlyList<string> Elements)
{
    /// <summary>
    /// Looks a setting up; null when no source has it. The last source that has it wins, and that with a list as a whole: a server that is told which pages
    /// may connect must not also let in those that another file names further down in its list.
    /// </summary>
    public static GivenSetting? Find(IConfigurationRoot configuration, SettingDefinition setting) =>
        configuration.Providers.Reverse().Select(p => In(p, setting.Key)).FirstOrDefault(s => s is not null);

    private static GivenSetting? In(IConfigurationProvider provider, string key)
    {
        // The children come sorted by number, once for each key below them.
        string[] indexes = [.. provider.GetChildKeys([], key).Distinct()];
        bool hasValue = provider.TryGet(key, out string? value);
        return hasValue || indexes.Length > 0
            ? new GivenSetting(provider, value, [.. indexes.Select(i => provider.TryGet(ConfigurationPath.Combine(key, i), out string? element) ? element ?? "" : "")])
            : null;
    }
}
