using System.ComponentModel.DataAnnotations;
using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>How what is published is recorded.</summary>
public sealed class RecordingOptions
{
    /// <summary>Web Call Server's template of the names of files.</summary>
    public const string DefaultTemplate = "stream-{mediaSessionId}-{login}";

    /// <summary>Whether anything is recorded.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Folder of the files. Created when missing.</summary>
    [Required]
    public string Directory { get; set; } = "records";

    /// <summary>What the names of files are made of, see <see cref="RecordName"/>.</summary>
    [Required]
    public string Template { get; set; } = DefaultTemplate;

    /// <summary>When a recording goes on in another file, unless its order says otherwise.</summary>
    public RecordingRotation Rotation { get; set; }

    /// <summary>Whether the names of these files end with numbers, unless their template tells them apart.</summary>
    public bool NumberParts { get; set; } = true;

    /// <summary>Program that is run with the name of the stream and the path of the file when a recording is finished; empty for none.</summary>
    public string HookScript { get; set; } = "";

    /// <summary>How long that program may take before it is killed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "10:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan HookTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Where finished recordings are uploaded to, as a path that begins with the name of a store, without slashes at its ends; empty for nowhere.</summary>
    public string Upload { get; set; } = "";

    /// <summary>Bytes that stay free on the disk: recordings end before that, and none begins.</summary>
    [Range(0, long.MaxValue)]
    public long MinFreeBytes { get; set; } = 1_000_000_000;

    /// <summary>Recordings that may run at once. Each has an ffmpeg for its sound.</summary>
    [Range(0, 100_000)]
    public int MaxRecordings { get; set; } = 100;

    /// <summary>Bytes one recording may have. A day at 2.7 Mbit/s are 29 GB.</summary>
    [Range(1_000_000, long.MaxValue)]
    public long MaxBytes { get; set; } = 30_000_000_000;

    /// <summary>How long one recording may be.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Bytes that may wait for the disk, of one recording. What comes beyond that is left out up to the next key picture. 16 MB are the disk standing still for 47 s at
    /// 2.7 Mbit/s.
    /// </summary>
    [Range(100_000, 1_000_000_000)]
    public long MaxQueuedBytes { get; set; } = 16_000_000;

    /// <summary>Bits per second of the sound that Opus is converted to.</summary>
    [Range(32_000, 512_000)]
    public int SoundBitRate { get; set; } = 128_000;
}
