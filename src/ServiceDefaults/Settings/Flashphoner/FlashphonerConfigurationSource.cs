using Microsoft.Extensions.Configuration;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>The settings of a <c>flashphoner.properties</c> as a source of configuration.</summary>
/// <param name="FileName">Name of the file without its folder.</param>
/// <param name="Settings">What it says.</param>
internal sealed record FlashphonerConfigurationSource(string FileName, FlashphonerSettings Settings) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new FlashphonerConfigurationProvider(this);
}
