using Microsoft.Extensions.Options;
using Vod.Grains;
using Vod.ServiceDefaults.Settings;

namespace Vod.Silo;

/// <summary>Gives the stream grains their part of the settings.</summary>
internal sealed class StreamSettings(IOptions<StreamsOptions> settings) : IConfigureOptions<GrainOptions>
{
    /// <inheritdoc/>
    public void Configure(GrainOptions options)
    {
        options.LoopByDefault = settings.Value.Loop;
        options.StreamTimeout = TimeSpan.FromMilliseconds(settings.Value.Timeout);
    }
}
