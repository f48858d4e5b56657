using Microsoft.Extensions.Options;
using Vod.Media.Host.Preparation;
using Vod.ServiceDefaults.Settings;

namespace Vod.Silo;

/// <summary>Gives the preparation of media its part of the settings.</summary>
internal sealed class PreparationEngineSettings(IOptions<PreparationSettings> settings) : IConfigureOptions<PreparationOptions>
{
    /// <inheritdoc/>
    public void Configure(PreparationOptions options)
    {
        options.Ffmpeg = settings.Value.Ffmpeg;
        options.CacheDirectory = settings.Value.CacheDirectory;
    }
}
