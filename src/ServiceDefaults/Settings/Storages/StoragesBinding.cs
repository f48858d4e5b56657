using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>Fills the settings of every storage that has a section.</summary>
/// <param name="configuration">The configuration of the host.</param>
/// <param name="contentRoot">Where relative paths start.</param>
internal sealed class StoragesBinding(IConfiguration configuration, string contentRoot) : IConfigureOptions<StoragesOptions>
{
    /// <inheritdoc/>
    public void Configure(StoragesOptions options)
    {
        foreach (IConfigurationSection section in configuration.GetSection(StoragesOptions.Section).GetChildren())
        {
            StorageSettings settings = new();
            section.Bind(settings);
            SettingsServices.BindLists(settings, section.Path, configuration);
            settings.CaFile = SettingsServices.Absolute(settings.CaFile, contentRoot);
            options.ByName[section.Key.ToLowerInvariant()] = settings;
        }
    }
}
