using Vod.ServiceDefaults.Settings.Storages;

namespace Vod.ServiceDefaults.Settings;

/// <summary>How what browsers publish is recorded.</summary>
public sealed class RecordingSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Recording";

    private const string NameOfStream = "streamName";

    /// <summary>Whether anything is recorded.</summary>
    [BooleanSetting("Whether streams are recorded when their publisher or the REST API wants it")]
    public bool Enabled { get; set; } = true;

    /// <summary>Folder of the files; absolute once the options are built. Created when missing.</summary>
    [PathSetting("Folder of recordings, served below `/client/records/` and played by `vod://`; created when missing", Switch = "--records")]
    public string Directory { get; set; } = "records";

    /// <summary>Whether <see cref="Template"/> counts. Use <see cref="EffectiveTemplate"/> to read both.</summary>
    [ChoiceSetting("What the names of recordings are made of: the template, or the name of the stream alone", "template", NameOfStream)]
    public string Policy { get; set; } = "template";

    /// <summary>Template of the names of files.</summary>
    [TemplateSetting(
        "Template of the names of recordings, with `{streamName}`, `{mediaSessionId}`, `{sessionId}`, `{login}`, `{startTime}`, `{endTime}`, `{duration}` (milliseconds, as "
        + "`{startTimeMillis}` and `{endTimeMillis}`), `{audioCodec}` and `{videoCodec}`; what is no letter or digit becomes `_`, a name that is taken gets a number")]
    public string Template { get; set; } = "stream-{mediaSessionId}-{login}";

    /// <summary>When a recording goes on in another file; see <see cref="RotationLimit"/>.</summary>
    [RotationSetting("When a recording goes on in another file: after so many seconds (`10`), or bytes (`10M`; `K`, `M` and `G` are powers of 1000); a file ends at the next key picture, which is asked for")]
    public string Rotation { get; set; } = "disabled";

    /// <summary>Whether these files have numbers.</summary>
    [BooleanSetting("Whether the names of such files end with numbers, `film_1.mp4` and so on; they never do where the template has a time of start or end, which tells them apart")]
    public bool NumberParts { get; set; } = true;

    /// <summary>Program that is run when a recording is finished; empty for none, else absolute once the options are built.</summary>
    [PathSetting("Program that is run when a recording is finished, with the name of the stream and the path of the file as its arguments; it is run as it is, without a shell", IsOptional = true)]
    public string HookScript { get; set; } = "";

    /// <summary>How long it may take.</summary>
    [NumberSetting("How long that program may take before it is ended", 1, 36_000, Unit = "seconds")]
    public int HookTimeout { get; set; } = 60;

    /// <summary>Where finished recordings are uploaded to; empty for nowhere.</summary>
    [PrefixSetting("Where finished recordings are uploaded to, as a path that begins with the name of a storage: `s3/bucket/folder`, or `NAME/folder` for one that has a bucket; the file is deleted when the store has it")]
    public string Upload { get; set; } = "";

    /// <summary>What stays free on the disk.</summary>
    [NumberSetting("What stays free on the disk of the recordings: below it they end, and none begins", 0, 100_000_000, Unit = "megabytes")]
    public int MinFreeMegabytes { get; set; } = 1_000;

    /// <summary>Recordings at once.</summary>
    [NumberSetting("The most recordings that run at once; further ones do not begin, and their streams go on without. Each has an ffmpeg of its own for the sound", 0, 100_000)]
    public int MaxRecordings { get; set; } = 100;

    /// <summary>Size of one recording.</summary>
    [NumberSetting("Size at which a recording ends", 1, 100_000_000, Unit = "megabytes")]
    public int MaxMegabytes { get; set; } = 30_000;

    /// <summary>Length of one recording.</summary>
    [NumberSetting("Length at which a recording ends", 1, 10_080, Unit = "minutes")]
    public int MaxMinutes { get; set; } = 1_440;

    /// <summary><see cref="Policy"/> and <see cref="Template"/> together.</summary>
    public string EffectiveTemplate => Policy.Equals(NameOfStream, StringComparison.OrdinalIgnoreCase) ? "{streamName}" : Template;
}
