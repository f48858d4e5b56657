using System.Reflection;
using Microsoft.Extensions.Configuration;
using Vod.ServiceDefaults.Settings.Storages;

namespace Vod.ServiceDefaults.Settings;

/// <summary>All settings of the server, in the order of the documentation.</summary>
internal static class SettingsCatalog
{
    /// <summary>Every setting but those of the storages, which have names of their own.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        .. Of(ServerOptions.Section, new ServerOptions()),
        .. Of(WebSocketSettings.Section, new WebSocketSettings()),
        .. Of(RestOptions.Section, new RestOptions()),
        .. Of(WebOptions.Section, new WebOptions()),
        .. Of(WhepOptions.Section, new WhepOptions()),
        .. Of(PushOptions.Section, new PushOptions()),
        .. Of(MediaOptions.Section, new MediaOptions()),
        .. Of(StreamsOptions.Section, new StreamsOptions()),
        .. Of(RecordingSettings.Section, new RecordingSettings()),
        .. Of(PreparationSettings.Section, new PreparationSettings()),
        .. Of(ObjectCacheSettings.Section, new ObjectCacheSettings()),
        .. Of(AdminOptions.Section, new AdminOptions()),
    ];

    /// <summary>The settings of any storage, as they are documented.</summary>
    public static IReadOnlyList<SettingDefinition> OfAnyStorage { get; } = [.. OfStorage(StoragesOptions.AnyName)];

    /// <summary>Every setting that a configuration can have: those of the storages it names too.</summary>
    public static IEnumerable<SettingDefinition> In(IConfiguration configuration) =>
        [.. All, .. configuration.GetSection(StoragesOptions.Section).GetChildren().Select(s => s.Key.ToLowerInvariant()).Order(StringComparer.Ordinal).SelectMany(OfStorage)];

    /// <summary>The settings of a storage.</summary>
    public static IEnumerable<SettingDefinition> OfStorage(string name) => Of(StoragesOptions.SectionOf(name), new StorageSettings());

    /// <summary>The settings of one options class.</summary>
    public static IEnumerable<SettingDefinition> Of<TOptions>(string section, TOptions defaults) =>
        from property in typeof(TOptions).GetProperties()
        let attribute = property.GetCustomAttribute<SettingAttribute>()
        where attribute is not null
        select new SettingDefinition(section, property, attribute, property.GetValue(defaults));
}
