using Microsoft.Extensions.Options;
using Vod.Media.Host.Storage.Objects;
using Vod.ServiceDefaults.Settings;

namespace Vod.Silo;

/// <summary>Gives the cache of objects its part of the settings.</summary>
internal sealed class ObjectCacheEngineSettings(IOptions<ObjectCacheSettings> settings, IOptions<PreparationSettings> preparation) : IConfigureOptions<ObjectCacheOptions>
{
    private const long BytesPerMegabyte = 1_000_000;

    /// <inheritdoc/>
    public void Configure(ObjectCacheOptions options)
    {
        TimeSpan answerTimeout = TimeSpan.FromMilliseconds(settings.Value.AnswerTimeout);
        options.Directory = settings.Value.Directory.Length > 0
            ? settings.Value.Directory
            : Path.Combine(preparation.Value.CacheDirectory, ObjectCacheOptions.FolderName);
        options.MaxBytes = settings.Value.MaxMegabytes * BytesPerMegabyte;
        options.ParallelRequests = settings.Value.ParallelRequests;
        options.ReadAhead = TimeSpan.FromSeconds(settings.Value.ReadAhead);
        options.FirstByteTimeout = answerTimeout;
        options.StallTimeout = answerTimeout;
        options.GiveUpAfter = TimeSpan.FromSeconds(settings.Value.GiveUpAfter);
        options.GiveUpOpeningAfter = TimeSpan.FromSeconds(settings.Value.GiveUpOpeningAfter);
    }
}
