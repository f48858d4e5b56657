using System.Text;

namespace Vod.ServiceDefaults.Settings;

/// <summary>The command line, taken apart: <c>--switch VALUE</c> or <c>--switch=VALUE</c>.</summary>
/// <param name="Values">Configuration keys and values of the switches given.</param>
/// <param name="SettingsFile">The file of <c>--settings</c>, or null.</param>
/// <param name="PropertiesFile">The file of <c>--properties</c>, or null.</param>
/// <param name="WantsHelp">Whether <c>--help</c> was given.</param>
public sealed record CommandLine(IReadOnlyDictionary<string, string?> Values, string? SettingsFile, string? PropertiesFile, bool WantsHelp)
{
    private const string SettingsSwitch = "--settings";
    private const string PropertiesSwitch = "--properties";
    private const string HelpSwitch = "--help";
    private const int HelpColumn = 24;

    /// <summary>Takes the arguments apart.</summary>
    /// <exception cref="SettingsException">A switch is unknown or has no value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] is HelpSwitch or "-h" or "-?")
            {
                return new CommandLine(values, SettingsFile: null, PropertiesFile: null, WantsHelp: true);
            }

            (string name, string? value) = Split(args[i]);
            string key = KeyOf(name) ?? throw new SettingsException($"Unknown option '{args[i]}'; --help lists the options.");
            value ??= i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal)
                ? args[++i]
                : throw new SettingsException($"Option {name} needs a value; --help lists the options.");
            values[key] = value;
        }

        // What remains are settings.
        values.Remove(SettingsSwitch, out string? settingsFile);
        values.Remove(PropertiesSwitch, out string? propertiesFile);
        return new CommandLine(values, settingsFile, propertiesFile, WantsHelp: false);
    }

    /// <summary>The text of <c>--help</c>.</summary>
    public static string Help()
    {
        StringBuilder text = new("Options:\n");
        foreach (SettingDefinition setting in SettingsCatalog.All.Where(s => s.Attribute.Switch is not null))
        {
            string description = setting.Attribute.Description.Replace("`", "", StringComparison.Ordinal);
            Line($"{setting.Attribute.Switch} {setting.Attribute.Placeholder}", $"{description} (default {setting.Default})");
        }

        Line($"{SettingsSwitch} PATH", "JSON file with any of the settings in docs/settings.md");
        Line($"{PropertiesSwitch} PATH", "flashphoner.properties of a Web Call Server, see docs/operations/flashphoner-properties.md");
        Line(HelpSwitch, "Show this text");
        text.Append("Environment variables set the same and more, for example ").Append(SettingsCatalog.All[1].Variable).Append("=9000.\n");
        return text.ToString();

        void Line(string left, string right) => text.Append("  ").Append(left.PadRight(HelpColumn)).Append(right).Append('\n');
    }

    private static (string Name, string? Value) Split(string argument)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static string? KeyOf(string name) =>
        name is SettingsSwitch or PropertiesSwitch ? name : SettingsCatalog.All.FirstOrDefault(s => s.Attribute.Switch == name)?.Key;
}
