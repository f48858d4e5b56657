using Microsoft.Extensions.Configuration;
using Vod.ServiceDefaults.Settings.Flashphoner;
using Vod.ServiceDefaults.Settings.Storages;

namespace Vod.ServiceDefaults.Settings;

/// <summary>
/// Where settings come from. Later sources win: appsettings.json, the file of <c>--settings</c>, the file of <c>--properties</c>, environment variables, the command line.
/// </summary>
public static class VodConfiguration
{
    /// <summary>Prefix of the environment variables, as in <c>VOD_Server__HttpPort</c>.</summary>
    public const string EnvironmentPrefix = "VOD_";

    /// <summary>Replaces the sources of a configuration by those of the server.</summary>
    /// <param name="configuration">The configuration of the host.</param>
    /// <param name="commandLine">The parsed command line.</param>
    /// <param name="contentRoot">Folder of appsettings.json; relative paths start here.</param>
    /// <exception cref="SettingsException">A file is missing or malformed, or a value is illegal.</exception>
    public static void Add(IConfigurationManager configuration, CommandLine commandLine, string contentRoot)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(commandLine);
        configuration.Sources.Clear();
        AddFile(configuration, Path.Combine(contentRoot, "appsettings.json"), optional: true);
        if (commandLine.SettingsFile is { } file)
        {
            AddFile(configuration, Path.Combine(contentRoot, file), optional: false);
        }

        if (commandLine.PropertiesFile is { } properties)
        {
            string path = Path.Combine(contentRoot, properties);
            configuration.Add(new FlashphonerConfigurationSource(OneLine.Of(Path.GetFileName(path)), FlashphonerFile.Read(path, properties)));
        }

        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        configuration.Add(new SwitchConfigurationSource(commandLine.Values));
        if (Problems((IConfigurationRoot)configuration.Build()).FirstOrDefault() is { } problem)
        {
            throw new SettingsException(problem);
        }
    }

    /// <summary>One line for each value that is illegal and each key in a known section that means nothing, so that a typo is not silently ignored.</summary>
    internal static IEnumerable<string> Problems(IConfigurationRoot configuration) => StorageProblems(configuration).Concat(
        from section in SettingsCatalog.In(configuration).GroupBy(s => s.Section)
        from entry in configuration.GetSection(section.Key).GetChildren()
        let setting = section.FirstOrDefault(s => s.Property.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase))
        let problem = setting is null ? $"{OneLine.Of(entry.Path)} is not a setting; docs/settings.md lists them." : Problem(setting, configuration)
        where problem is not null
        select problem);

    private static IEnumerable<string> StorageProblems(IConfigurationRoot configuration) =>
        from storage in configuration.GetSection(StoragesOptions.Section).GetChildren()
        where !StorageName.IsWellFormed(storage.Key.ToLowerInvariant())
        select StorageName.Problem(storage.Key);

    private static string? Problem(SettingDefinition setting, IConfigurationRoot configuration)
    {
        if (GivenSetting.Find(configuration, setting) is not { } given)
        {
            return null;
        }

        if (!setting.IsList)
        {
            return setting.Problem(given.Value ?? "");
        }

        // A variable without an index would be ignored by the binder.
        return string.IsNullOrEmpty(given.Value)
            ? given.Elements.Select(setting.Problem).FirstOrDefault(p => p is not null)
            : $"{setting.Key} is '{OneLine.Of(given.Value)}'; it must be a list: a JSON array, or variables {setting.Variable}__0, __1 and so on.";
    }

    private static void AddFile(IConfigurationBuilder configuration, string path, bool optional)
    {
        if (!optional && !File.Exists(path))
        {
            throw new SettingsException($"The settings file '{path}' does not exist; give another with --settings.");
        }

        try
        {
            configuration.AddJsonFile(Path.GetFullPath(path), optional, reloadOnChange: false);
        }
        catch (InvalidDataException exception)
        {
            string reason = exception.InnerException?.Message.ReplaceLineEndings(" ") ?? exception.Message;
            throw new SettingsException($"The settings file '{path}' is not valid JSON: {reason}", exception);
        }
    }
}
