using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Vod.ServiceDefaults.Settings.Flashphoner;

namespace Vod.ServiceDefaults.Settings;

/// <summary>Where the value of a setting comes from, so that an operator finds the place to change it.</summary>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Name">The file without its folder, the variable or the switch; null for a default.</param>
/// <param name="Line">The line of a <c>flashphoner.properties</c>; null elsewhere.</param>
/// <param name="Property">The key of Web Call Server in that line; null elsewhere.</param>
public sealed record SettingSource(
    SettingSourceKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Line = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Property = null)
{
    /// <summary>The source of a setting; the provider that serves the value is asked, so this cannot differ from what is in effect.</summary>
    internal static SettingSource Of(SettingDefinition setting, IConfigurationProvider provider) => provider switch
    {
        FlashphonerConfigurationProvider file => In(file.Source.FileName, file.EntryOf(setting)),
        FileConfigurationProvider file => new SettingSource(SettingSourceKind.File, Path.GetFileName(file.Source.Path)),
        EnvironmentVariablesConfigurationProvider => new SettingSource(SettingSourceKind.Environment, VariableOf(setting)),
        SwitchConfigurationProvider => new SettingSource(SettingSourceKind.CommandLine, setting.Attribute.Switch),
        _ => new SettingSource(SettingSourceKind.Code, provider.GetType().Name),
    };

    private static SettingSource In(string file, PropertiesEntry entry) => new(SettingSourceKind.Properties, file, entry.Line, entry.Key);

    // Case does not matter to the provider, but to who looks for the variable in a unit file. Elements of a list have variables of their own.
    private static string VariableOf(SettingDefinition setting) =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(name => name.Equals(setting.Variable, StringComparison.OrdinalIgnoreCase)
                || (setting.IsList && name.StartsWith($"{setting.Variable}__", StringComparison.OrdinalIgnoreCase)))
        ?? setting.Variable;
}
