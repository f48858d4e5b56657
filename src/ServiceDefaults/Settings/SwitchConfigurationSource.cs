using Microsoft.Extensions.Configuration;

namespace Vod.ServiceDefaults.Settings;

/// <summary>The switches of the command line as a source of configuration.</summary>
/// <param name="Values">Configuration keys and their values.</param>
internal sealed record SwitchConfigurationSource(IReadOnlyDictionary<string, string?> Values) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SwitchConfigurationProvider(this);
}
