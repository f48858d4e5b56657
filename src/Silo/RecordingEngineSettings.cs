using Microsoft.Extensions.Options;
using Vod.Media.Engine;
using Vod.Media.Host.Records;
using Vod.ServiceDefaults.Settings;

namespace Vod.Silo;

/// <summary>Gives the recordings their part of the settings.</summary>
internal sealed class RecordingEngineSettings(IOptions<RecordingSettings> settings) : IConfigureOptions<RecordingOptions>
{
    private const long BytesPerMegabyte = 1_000_000;

    /// <inheritdoc/>
    public void Configure(RecordingOptions options)
    {
        options.IsEnabled = settings.Value.Enabled;
        options.Directory = settings.Value.Directory;
        options.Template = settings.Value.EffectiveTemplate;
        if (RotationLimit.TryParse(settings.Value.Rotation, out RotationLimit limit))
        {
            options.Rotation = new RecordingRotation(TimeSpan.FromSeconds(limit.Seconds), limit.Bytes);
        }

        options.NumberParts = settings.Value.NumberParts;
        options.HookScript = settings.Value.HookScript;
        options.HookTimeout = TimeSpan.FromSeconds(settings.Value.HookTimeout);
        options.Upload = settings.Value.Upload.Trim('/');
        options.MinFreeBytes = settings.Value.MinFreeMegabytes * BytesPerMegabyte;
        options.MaxRecordings = settings.Value.MaxRecordings;
        options.MaxBytes = settings.Value.MaxMegabytes * BytesPerMegabyte;
        options.MaxDuration = TimeSpan.FromMinutes(settings.Value.MaxMinutes);
    }
}
