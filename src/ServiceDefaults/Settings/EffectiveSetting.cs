using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting with the value in effect and where it comes from.</summary>
/// <param name="Key">Its name, such as <c>Server:HttpPort</c>.</param>
/// <param name="Value">A string, an <see cref="int"/>, a <see cref="bool"/> or a list of strings, as it is written. A secret is <see cref="Mask"/> when it is set and null when not.</param>
/// <param name="Source">Where the value comes from.</param>
public sealed record EffectiveSetting(string Key, object? Value, SettingSource Source)
{
    /// <summary>Stands for a secret.</summary>
    public const string Mask = "***";

    /// <summary>All settings in the order of the documentation.</summary>
    /// <param name="configuration">The configuration of a running host, whose values have been checked.</param>
    public static IReadOnlyList<EffectiveSetting> All(IConfigurationRoot configuration) => [.. SettingsCatalog.In(configuration).Select(s => Of(s, configuration))];

    /// <summary>One setting.</summary>
    internal static EffectiveSetting Of(SettingDefinition setting, IConfigurationRoot configuration)
    {
        GivenSetting? given = GivenSetting.Find(configuration, setting);
        object? value = given is null ? setting.DefaultValue
            : setting.IsList ? given.Elements
            : Typed(setting, given.Value ?? "");
        SettingSource source = given is null ? new SettingSource(SettingSourceKind.Default) : SettingSource.Of(setting, given.Provider);
        return new EffectiveSetting(setting.Key, setting.Attribute.IsSecret ? Masked(value) : value, source);
    }

    private static string? Masked(object? value) => value is null or "" ? null : Mask;

    private static object Typed(SettingDefinition setting, string value) => Type.GetTypeCode(setting.Property.PropertyType) switch
    {
        TypeCode.Int32 => int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        TypeCode.Boolean => bool.Parse(value),
        _ => value,
    };
}
