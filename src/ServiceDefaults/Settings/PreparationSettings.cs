namespace Vod.ServiceDefaults.Settings;

/// <summary>How files are made ready to be sent: what the browser cannot play is converted by ffmpeg and kept.</summary>
public sealed class PreparationSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Preparation";

    /// <summary>Folder of converted tracks; absolute once the options are built. Created when missing.</summary>
    [PathSetting("Folder where converted sound is kept; created when missing, may be deleted while the server is stopped", Switch = "--cache")]
    public string CacheDirectory { get; set; } = "cache";

    /// <summary>Name or path of the ffmpeg program; a bare name is looked up in PATH.</summary>
    [PathSetting("The ffmpeg program, by name or path", Switch = "--ffmpeg")]
    public string Ffmpeg { get; set; } = "ffmpeg";
}
