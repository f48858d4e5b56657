namespace Vod.ServiceDefaults.Settings;

/// <summary>How files are made ready to be sent: what the browser cannot play is converted by ffmpeg and kept.</summary>
public sealed class PreparationSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Preparation";

    /// <summary>Folder of converted tracks; absolute once the options are built. Created when missing.</summary>
    [PathSetting("Folder where converted sound is kept; created when missing, may be deleted at any time", Switch = "--cache")]
    public string CacheDirectory { get; set; } = "cache";

    /// <summary>Name or path of the ffmpeg program; a bare name is looked up in PATH.</summary>
    [PathSetting("The ffmpeg program, by name or path", Switch = "--ffmpeg")]
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>Size the cache folder may reach before the files unused for longest are deleted.</summary>
    [NumberSetting("Megabytes that the cache folder may take; what was unused for longest is deleted", 1, 100_000_000)]
    public int MaxCacheMegabytes { get; set; } = 10_000;

    /// <summary>Programs that convert sound at the same time; 0 means half of the processors.</summary>
    [NumberSetting("ffmpeg processes that may run at the same time; 0 is half as many as processors, at least one", 0, 256)]
    public int MaxTranscoders { get; set; }

    /// <summary>Bits per second of stereo Opus.</summary>
    [NumberSetting("Bits per second of stereo sound", 6_000, 510_000)]
    public int StereoBitRate { get; set; } = 96_000;

    /// <summary>Bits per second of mono Opus.</summary>
    [NumberSetting("Bits per second of mono sound", 6_000, 510_000)]
    public int MonoBitRate { get; set; } = 48_000;
}
