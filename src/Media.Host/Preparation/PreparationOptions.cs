using System.ComponentModel.DataAnnotations;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>Settings of everything that is made ahead of playing: where it is kept and what it may cost.</summary>
public sealed class PreparationOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string SectionName = "Preparation";

    private const int MinBitRate = 6_000;
    private const int MaxBitRate = 510_000;

    /// <summary>Path of ffmpeg; empty: the first one on PATH.</summary>
    public string Ffmpeg { get; set; } = "";

    /// <summary>Folder that prepared media is kept in; made when missing. It can be deleted at any time.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "cache";

    /// <summary>
    /// Bytes that the cache folder may take, give or take the file written last. Deleted are the assets unused for longest that nobody plays, then the oldest files of those
    /// that are played. 10 GB; at least 1 MB.
    /// </summary>
    [Range(1_000_000, long.MaxValue)]
    public long MaxCacheBytes { get; set; } = 10_000_000_000;

    /// <summary>
    /// Bytes of Opus packets held in memory for all assets together. 64 MB are 90 minutes of stereo sound; what does not fit is read
    /// from the cache folder again. 4 MB to 16 GB.
    /// </summary>
    [Range(4_000_000, 16_000_000_000)]
    public long MaxMemoryBytes { get; set; } = 64_000_000;

    /// <summary>Opus bit rate of stereo sound in bit/s, 6000 to 510000.</summary>
    [Range(MinBitRate, MaxBitRate)]
    public int StereoBitRate { get; set; } = 96_000;

    /// <summary>Opus bit rate of mono sound in bit/s, 6000 to 510000.</summary>
    [Range(MinBitRate, MaxBitRate)]
    public int MonoBitRate { get; set; } = 48_000;

    /// <summary>Transcoders that may run at the same time; 0: half of the processors, at least one.</summary>
    [Range(0, 256)]
    public int MaxTranscoders { get; set; }

    /// <summary>How far ahead of the play head sound is prepared: 30 s, 10 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Ahead { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Time after which a transcoder that gives nothing is killed: 60 s for what takes 0.3 s on an idle machine, because on a busy one being late is better than starting
    /// again. 0.1 s to 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TranscoderTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Processor time after which the kernel kills a transcoder, 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TranscoderCpuTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Address space of a transcoder in bytes, its shared libraries (300 MB in Debian 12) included; 512 MB to 64 GB.
    /// </summary>
    [Range(512_000_000, 64_000_000_000)]
    public long TranscoderMemoryBytes { get; set; } = 1_000_000_000;

    /// <summary>What is done with pictures that are not shown in the order they are decoded in.</summary>
    public BFrames BFrames { get; set; } = BFrames.Auto;

    /// <summary>Whether pictures that browsers cannot decode at all are encoded anew: other codecs, more than 8 bits, interlaced, turned. Otherwise they are refused.</summary>
    public bool TranscodeOtherCodecs { get; set; } = true;

    /// <summary>
    /// Arguments of ffmpeg that say how pictures are encoded: the encoder (-c:v) and what it is to do. An encoder of a graphics processor is set here, and if need be in
    /// <see cref="EncoderFilter"/> and <see cref="EncoderInput"/>. It must keep the time of each picture, hold none back, and put key frames where it is told.
    /// </summary>
    [Required]
    public string EncoderArguments { get; set; } = "-c:v libx264 -preset veryfast -tune zerolatency -crf 17 -profile:v main";

    /// <summary>Filters of ffmpeg that pictures pass before they are encoded, such as "hwupload"; empty for none.</summary>
    public string EncoderFilter { get; set; } = "";

    /// <summary>Arguments of ffmpeg in front of its input, such as "-vaapi_device /dev/dri/renderD128"; empty for none.</summary>
    public string EncoderInput { get; set; } = "";

    /// <summary>Encoders of pictures that may run at the same time; 0: half of the processors, at least one.</summary>
    [Range(0, 256)]
    public int MaxEncoders { get; set; }

    /// <summary>Threads of an encoder of pictures; 0: two, or one where there is only one processor.</summary>
    [Range(0, 64)]
    public int EncoderThreads { get; set; }

    /// <summary>
    /// Address space of an encoder of pictures in bytes, its shared libraries included; 512 MB to 64 GB. 4 GB is enough for 4096 × 2304.
    /// </summary>
    [Range(512_000_000, 64_000_000_000)]
    public long EncoderMemoryBytes { get; set; } = 4_000_000_000;

    /// <summary>Processor time after which the kernel kills an encoder of pictures; another goes on from there. 20 min; 10 s to 10 h.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "10:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan EncoderCpuTime { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Bytes of encoded pictures held in memory for all assets together; what does not fit is read from the cache folder again. Pictures that are being played stay whatever
    /// the limit is. 256 MB are 12 minutes at 2.7 Mbit/s; 16 MB to 64 GB.
    /// </summary>
    [Range(16_000_000, 64_000_000_000)]
    public long MaxPictureMemoryBytes { get; set; } = 256_000_000;

    /// <summary>Whether the files of the media folder are prepared before anybody plays them. Costs processor time that nobody has asked for, so not unless it is wanted.</summary>
    public bool Background { get; set; }

    /// <summary>The settings of the encoder together.</summary>
    internal PictureEncoder Encoder => new(Words(EncoderInput), EncoderFilter.Trim(), Words(EncoderArguments));

    /// <summary><see cref="MaxEncoders"/> with 0 resolved.</summary>
    internal int EffectiveEncoders => MaxEncoders > 0 ? MaxEncoders : Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary><see cref="EncoderThreads"/> with 0 resolved.</summary>
    internal int EffectiveEncoderThreads => EncoderThreads > 0 ? EncoderThreads : Math.Min(2, Environment.ProcessorCount);

    /// <summary>Limits of an encoder of pictures.</summary>
    /// <param name="isBackground">Whether nobody waits for them.</param>
    internal TranscoderLimits PictureLimits(bool isBackground) => new(
        EncoderCpuTime, EncoderMemoryBytes, TranscoderTimeout, isBackground ? TranscoderLimits.Background : TranscoderLimits.Ahead);

    /// <summary>Limits of a transcoder of sound, and of whatever else takes as little.</summary>
    /// <param name="isBackground">Whether nobody waits for it.</param>
    internal TranscoderLimits SoundLimits(bool isBackground = false) => new(
        TranscoderCpuTime, TranscoderMemoryBytes, TranscoderTimeout, isBackground ? TranscoderLimits.Background : TranscoderLimits.Ahead);

    /// <summary><see cref="MaxTranscoders"/> with 0 resolved.</summary>
    internal int EffectiveTranscoders => MaxTranscoders > 0 ? MaxTranscoders : Math.Max(1, Environment.ProcessorCount / 2);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
