using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.Uploads;
using Vod.Media.Host.Telemetry;

namespace Vod.Media.Host.Storage;

/// <summary>Puts the media folder and the object stores beside it into a service collection.</summary>
internal static class StorageRegistration
{
    /// <summary>
    /// Adds <see cref="IMediaStorage"/>: the media folder with that of recordings (<see cref="RecordingOptions"/>) alone, or with the stores of <see cref="StorageOptions"/>. The cache of objects (<see cref="ObjectCacheOptions"/>) is only opened
    /// when there is a store.
    /// </summary>
    public static void AddMediaStorage(this IServiceCollection services)
    {
        services.AddSingleton(static provider => BlockCache.Open(
            OptionsOf<ObjectCacheOptions>(provider), Clock(provider), provider.GetRequiredService<ILogger<BlockCache>>()));
        services.AddSingleton(Open);
    }

    private static IMediaStorage Open(IServiceProvider provider)
    {
        MediaAndRecords folder = new(new LocalMediaStorage(OptionsOf<MediaEngineOptions>(provider).Directory), OptionsOf<RecordingOptions>(provider).Directory);
        IList<ObjectStoreOptions> stores = OptionsOf<StorageOptions>(provider).Stores;
        if (stores.Count == 0)
        {
            return folder;
        }

        Dictionary<string, ObjectStorage> opened = stores.ToDictionary(static store => store.Name, store => OpenObjects(provider, store), StringComparer.Ordinal);
        StorageMetrics.Add(
            provider.GetRequiredService<Meter>(), opened.ToDictionary(static store => store.Key, static store => store.Value.Counters), provider.GetRequiredService<BlockCache>());
        StorageRouter router = new(folder, opened.ToDictionary(static store => store.Key, static IMediaStorage (store) => store.Value, StringComparer.Ordinal));
        return OptionsOf<RecordingOptions>(provider).Upload is { Length: > 0 } upload ? new UploadedRecordings(router, upload) : router;
    }

    /// <summary>Adds what uploads finished recordings, and the check of where to. Needs what <see cref="RecordsRegistration"/> adds.</summary>
    public static void AddRecordUploads(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RecordingOptions>, UploadPathValidator>();
        services.AddOptions<RecordingOptions>().ValidateOnStart();
        services.AddSingleton(static provider =>
        {
            UploadCounters counters = new();
            UploadMetrics.Add(provider.GetRequiredService<Meter>(), provider.GetRequiredService<UploadQueue>(), counters);
            return counters;
        });
        services.AddHostedService<RecordUploadService>();
    }

    private static ObjectStorage OpenObjects(IServiceProvider provider, ObjectStoreOptions store) => new ObjectStorage(
        ObjectStores.Open(store),
        ObjectStores.NamesOf(store).Resolve,
        provider.GetRequiredService<BlockCache>(),
        OptionsOf<ObjectCacheOptions>(provider),
        Clock(provider),
        provider.GetRequiredService<ILogger<ObjectStorage>>());

    private static TOptions OptionsOf<TOptions>(IServiceProvider provider)
        where TOptions : class => provider.GetRequiredService<IOptions<TOptions>>().Value;

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
