namespace Vod.ServiceDefaults.Settings;

/// <summary>What kind of place a value comes from.</summary>
public enum SettingSourceKind
{
    /// <summary>Nobody sets it.</summary>
    Default,

    /// <summary>A JSON file.</summary>
    File,

    /// <summary>A <c>flashphoner.properties</c>.</summary>
    Properties,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The command line.</summary>
    CommandLine,

    /// <summary>Code of the host.</summary>
    Code,
}
