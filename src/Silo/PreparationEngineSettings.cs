using Microsoft.Extensions.Options;
using Vod.Media.Host.Preparation;
using Vod.ServiceDefaults.Settings;

namespace Vod.Silo;

/// <summary>Gives the preparation of media its part of the settings.</summary>
internal sealed class PreparationEngineSettings(IOptions<PreparationSettings> settings) : IConfigureOptions<PreparationOptions>
{
    private const long BytesPerMegabyte = 1_000_000;

    /// <inheritdoc/>
    public void Configure(PreparationOptions options)
    {
        options.Ffmpeg = settings.Value.Ffmpeg;
        options.CacheDirectory = settings.Value.CacheDirectory;
        options.MaxCacheBytes = settings.Value.MaxCacheMegabytes * BytesPerMegabyte;
        options.MaxTranscoders = settings.Value.MaxTranscoders;
        options.StereoBitRate = settings.Value.StereoBitRate;
        options.MonoBitRate = settings.Value.MonoBitRate;
        options.Background = settings.Value.Background;
        ConfigurePictures(options, settings.Value);
    }

    private static void ConfigurePictures(PreparationOptions options, PreparationSettings settings)
    {
        options.BFrames = Enum.Parse<BFrames>(settings.BFrames, ignoreCase: true);
        options.TranscodeOtherCodecs = settings.TranscodeOtherCodecs;
        options.EncoderArguments = settings.EncoderArguments;
        options.EncoderFilter = settings.EncoderFilter;
        options.EncoderInput = settings.EncoderInput;
        options.MaxEncoders = settings.MaxEncoders;
        options.EncoderThreads = settings.EncoderThreads;
        options.EncoderMemoryBytes = settings.EncoderMemoryMegabytes * BytesPerMegabyte;
        options.EncoderCpuTime = TimeSpan.FromSeconds(settings.EncoderCpuTime);
        options.MaxPictureMemoryBytes = settings.MaxPictureMegabytes * BytesPerMegabyte;
    }
}
