using Microsoft.Extensions.Configuration;

namespace Vod.ServiceDefaults.Settings;

/// <summary>Serves the switches of the command line. A type of its own, so that a value can be traced to it.</summary>
/// <param name="source">The switches.</param>
internal sealed class SwitchConfigurationProvider(SwitchConfigurationSource source) : ConfigurationProvider
{
    /// <inheritdoc/>
    public override void Load()
    {
        foreach ((string key, string? value) in source.Values)
        {
            Data[key] = value;
        }
    }
}
