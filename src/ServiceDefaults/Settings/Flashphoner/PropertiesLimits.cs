namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>What a properties file may be. A real one has a few hundred lines; who exceeds these has named another file.</summary>
internal static class PropertiesLimits
{
    /// <summary>Bytes of the file, so that a device or a film is not read to its end.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Lines of the file.</summary>
    public const int MaxLines = 1_000_000;

    /// <summary>Characters of one entry, its continuations included. Lists of domains are the longest there are.</summary>
    public const int MaxEntryLength = 65_536;

    /// <summary>Remarks about a file that are logged; the rest is counted.</summary>
    public const int MaxRemarks = 100;
}
