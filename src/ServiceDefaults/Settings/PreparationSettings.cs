namespace Vod.ServiceDefaults.Settings;

/// <summary>How files are made ready to be sent: what the browser cannot play is converted by ffmpeg and kept.</summary>
public sealed class PreparationSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Preparation";

    /// <summary>Folder of what was converted; absolute once the options are built. Created when missing.</summary>
    [PathSetting("Folder where converted sound and pictures are kept; created when missing, may be deleted at any time", Switch = "--cache")]
    public string CacheDirectory { get; set; } = "cache";

    /// <summary>Name or path of the ffmpeg program; a bare name is looked up in PATH.</summary>
    [PathSetting("The ffmpeg program, by name or path", Switch = "--ffmpeg")]
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>Size the cache folder may reach before what was unused for longest is deleted.</summary>
    [NumberSetting("Megabytes that the cache folder may take; what was unused for longest is deleted, and of a film that is too large alone its oldest pieces", 1, 100_000_000)]
    public int MaxCacheMegabytes { get; set; } = 10_000;

    /// <summary>Programs that convert sound at the same time; 0 means half of the processors.</summary>
    [NumberSetting("ffmpeg processes that may convert sound at the same time; 0 is half as many as processors, at least one", 0, 256)]
    public int MaxTranscoders { get; set; }

    /// <summary>Bits per second of stereo Opus.</summary>
    [NumberSetting("Bits per second of stereo sound", 6_000, 510_000)]
    public int StereoBitRate { get; set; } = 96_000;

    /// <summary>Bits per second of mono Opus.</summary>
    [NumberSetting("Bits per second of mono sound", 6_000, 510_000)]
    public int MonoBitRate { get; set; } = 48_000;

    /// <summary>What is done with B-frames: <c>auto</c>, <c>transcode</c>, <c>drop</c> or <c>refuse</c>.</summary>
    [ChoiceSetting(
        "What is done with B-frames, which browsers cannot be sent: `transcode` encodes the picture anew and refuses it without an encoder, `drop` leaves them out, `refuse` refuses "
        + "the file, `auto` encodes anew and without an encoder leaves them out",
        "auto",
        "transcode",
        "drop",
        "refuse")]
    public string BFrames { get; set; } = "auto";

    /// <summary>Whether pictures that browsers cannot decode at all are encoded anew.</summary>
    [BooleanSetting("Whether a picture that browsers cannot decode is encoded anew: other codecs, more than 8 bits, interlaced, turned; otherwise the file is refused")]
    public bool TranscodeOtherCodecs { get; set; } = true;

    /// <summary>Arguments of ffmpeg that say how pictures are encoded.</summary>
    [ArgumentsSetting(
        "Arguments of ffmpeg that encode pictures; the encoder must keep the time of each picture, make no B-frames, hold none back, and put key frames where it is told", Must = "-c:v")]
    public string EncoderArguments { get; set; } = "-c:v libx264 -preset veryfast -tune zerolatency -crf 20 -profile:v main";

    /// <summary>Filters of ffmpeg in front of the encoder; may be empty.</summary>
    [ArgumentsSetting("Filters of ffmpeg that pictures pass before they are encoded, such as `hwupload`")]
    public string EncoderFilter { get; set; } = "";

    /// <summary>Arguments of ffmpeg in front of its input; may be empty.</summary>
    [ArgumentsSetting("Arguments of ffmpeg in front of its input, such as `-vaapi_device /dev/dri/renderD128`")]
    public string EncoderInput { get; set; } = "";

    /// <summary>Encoders of pictures at the same time; 0 means half of the processors.</summary>
    [NumberSetting("Encoders of pictures that may run at the same time; 0 is half as many as processors, at least one", 0, 256)]
    public int MaxEncoders { get; set; }

    /// <summary>Threads of one encoder; 0 means two, or one where there is only one processor.</summary>
    [NumberSetting("Threads of an encoder of pictures; 0 is two, or one where there is only one processor", 0, 64)]
    public int EncoderThreads { get; set; }

    /// <summary>Address space of one encoder.</summary>
    [NumberSetting("Address space of an encoder of pictures, its libraries included; 4000 is enough for 4096 × 2304", 512, 64_000, Unit = "megabytes")]
    public int EncoderMemoryMegabytes { get; set; } = 4_000;

    /// <summary>Seconds of processor time after which an encoder is replaced by another.</summary>
    [NumberSetting("Processor time after which an encoder of pictures is ended by the kernel; another goes on from there", 10, 36_000, Unit = "seconds")]
    public int EncoderCpuTime { get; set; } = 1_200;

    /// <summary>Encoded pictures kept in memory.</summary>
    [NumberSetting(
        "Encoded pictures kept in memory for all files together; the rest is read from the cache folder again. 256 are 12 minutes at 2.7 Mbit/s", 16, 64_000, Unit = "megabytes")]
    public int MaxPictureMegabytes { get; set; } = 256;

    /// <summary>Whether the files of the media folder are prepared before anybody plays them.</summary>
    [BooleanSetting(
        "Whether what appears in the media folder is prepared before anybody plays it, whenever no viewer waits for an encoder; off, as it costs processor time that nobody has asked for")]
    public bool Background { get; set; }
}
