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
    }
}
