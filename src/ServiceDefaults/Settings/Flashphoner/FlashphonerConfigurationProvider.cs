using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>Serves what a <c>flashphoner.properties</c> says under the names of our settings, and knows the line of each.</summary>
/// <param name="source">The file.</param>
internal sealed class FlashphonerConfigurationProvider(FlashphonerConfigurationSource source) : ConfigurationProvider
{
    /// <summary>The file.</summary>
    public FlashphonerConfigurationSource Source { get; } = source;

    /// <inheritdoc/>
    public override void Load()
    {
        foreach (FlashphonerValue value in Source.Settings.Values)
        {
            if (!value.Setting.IsList)
            {
                Data[value.Setting.Key] = value.Values[0];
                continue;
            }

            // The key itself makes an empty list one that is given.
            Data[value.Setting.Key] = "";
            for (int i = 0; i < value.Values.Count; i++)
            {
                Data[ConfigurationPath.Combine(value.Setting.Key, i.ToString(CultureInfo.InvariantCulture))] = value.Values[i];
            }
        }
    }

    /// <summary>The entry that gives a setting, which must be one the file gives.</summary>
    public PropertiesEntry EntryOf(SettingDefinition setting) => Source.Settings.Values.Single(v => v.Setting.Key == setting.Key).Entry;
}
