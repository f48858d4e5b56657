using System.Reflection;

namespace Vod.ServiceDefaults.Settings;

/// <summary>All settings of the server, in the order of the documentation.</summary>
internal static class SettingsCatalog
{
    /// <summary>Every setting.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        .. Of(ServerOptions.Section, new ServerOptions()),
        .. Of(WebSocketSettings.Section, new WebSocketSettings()),
        .. Of(RestOptions.Section, new RestOptions()),
        .. Of(WebOptions.Section, new WebOptions()),
        .. Of(WhepOptions.Section, new WhepOptions()),
        .. Of(MediaOptions.Section, new MediaOptions()),
        .. Of(StreamsOptions.Section, new StreamsOptions()),
        .. Of(PreparationSettings.Section, new PreparationSettings()),
        .. Of(AdminOptions.Section, new AdminOptions()),
    ];

    /// <summary>The settings of one options class.</summary>
    public static IEnumerable<SettingDefinition> Of<TOptions>(string section, TOptions defaults) =>
        from property in typeof(TOptions).GetProperties()
        let attribute = property.GetCustomAttribute<SettingAttribute>()
        where attribute is not null
        select new SettingDefinition(section, property, attribute, property.GetValue(defaults));
}
