using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Media.Dtls;
using Vod.Media.Engine;
using Vod.Media.H264.Packetization;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Capture;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Library;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Pushing;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Workers;
using Vod.Media.Host.Workers.Linux;

namespace Vod.Media.Host;

/// <summary>Puts the media plane into a service collection.</summary>
public static class MediaHostRegistration
{
    /// <summary>Name of the meter of the media plane.</summary>
    public const string MeterName = "Vod.Media";

    // Browsers do not look at the validity of a certificate that is known by its fingerprint; a long-running process must not outlive it all the same.
    private static readonly TimeSpan CertificateLifetime = TimeSpan.FromDays(365);

    /// <summary>
    /// Adds <see cref="IMediaEngine"/> and <see cref="IMediaLibrary"/>. Needs <see cref="MediaEngineOptions"/> and <see cref="PreparationOptions"/> to be configured, and
    /// <see cref="StorageOptions"/> where there is more to play than a folder. Register it before Orleans, so that
    /// it is stopped after the grains that use it.
    /// </summary>
    public static IServiceCollection AddMediaEngine(this IServiceCollection services)
    {
        _ = NativeHeaps.TryLimit();
        services.AddMetrics();
        services.AddSingleton(static provider => provider.GetRequiredService<IMeterFactory>().Create(MeterName));
        services.AddSingleton(static provider => new MonotonicClock(Clock(provider)));
        services.AddSingleton(static _ => DtlsCertificate.Create(
            DateTimeOffset.UtcNow - TimeSpan.FromDays(1), DateTimeOffset.UtcNow + CertificateLifetime));
        services.AddSingleton(static provider => DtlsContext.Create(provider.GetRequiredService<DtlsCertificate>()));
        services.AddMediaStorage();
        services.AddSingleton<AssetCatalog>();
        services.AddSingleton<AssetLoader>();
        services.AddSingleton<TimelineAnchors>();
        services.AddSingleton(static provider => new PictureCapture(
            PreparationOptionsOf(provider), provider.GetRequiredService<FfmpegLocation>(), Clock(provider)));
        services.AddSingleton(static provider => new PublicationPictures(provider.GetRequiredService<PictureCapture>(), Clock(provider)));
        services.AddSingleton<SessionPictures>();
        services.AddSingleton(static provider => LocateFfmpeg(provider));
        services.AddSingleton(static provider => AssetCache.Open(
            PreparationOptionsOf(provider), Clock(provider), provider.GetRequiredService<ILogger<AssetCache>>()));
        services.AddSingleton(static provider => StartPreparation(provider));
        services.AddSingleton(static provider => new PicturePreparation(
            PreparationOptionsOf(provider),
            provider.GetRequiredService<FfmpegLocation>(),
            provider.GetRequiredService<AssetCache>(),
            Clock(provider),
            provider.GetRequiredService<ILogger<PicturePreparation>>()));
        services.AddSingleton<MediaEngine.WorkerPoolFactory>(static provider => events => StartWorkers(provider, events));
        services.AddSingleton(static provider => new PeerFactory(
            provider.GetRequiredService<DtlsContext>(),
            provider.GetRequiredService<DtlsCertificate>(),
            LocalAddresses.Find(EngineOptions(provider)),
            provider.GetRequiredService<MonotonicClock>()));
        services.AddSingleton<ViewerFactory>();
        services.AddSingleton<SessionOpener>();
        services.AddSingleton<SessionPublisher>();
        services.AddSingleton(static provider => new StreamPusher(
            provider.GetRequiredService<FfmpegLocation>(), CreatePushCounters(provider), Clock(provider), provider.GetRequiredService<ILogger<StreamPusher>>()));
        services.AddSingleton<IMediaEngine, MediaEngine>();
        services.AddRecords();
        services.AddRecordUploads();
        AddLibrary(services);
        return services;
    }

    private static PushCounters CreatePushCounters(IServiceProvider provider)
    {
        PushCounters counters = new();
        PushMetrics.Add(provider.GetRequiredService<Meter>(), counters);
        return counters;
    }

    private static void AddLibrary(IServiceCollection services)
    {
        services.AddSingleton<IMediaFolder>(static provider => new LocalMediaFolder(EngineOptions(provider).Directory));
        services.AddSingleton<FileFactsTable>();
        services.AddSingleton<IFilePreparation, FilePreparation>();
        services.AddSingleton<PreparationQueue>();
        services.AddSingleton(static provider => new MediaLibrary(
            provider.GetRequiredService<IMediaFolder>(),
            provider.GetRequiredService<FileFactsTable>(),
            provider.GetRequiredService<PreparationQueue>(),
            provider.GetRequiredService<AssetCache>(),
            Clock(provider)));
        services.AddSingleton<IMediaLibrary>(static provider => provider.GetRequiredService<MediaLibrary>());
        services.AddSingleton(static provider => new FolderWatch(
            provider.GetRequiredService<IMediaFolder>(),
            provider.GetRequiredService<MediaLibrary>().IsInNeedAsync,
            provider.GetRequiredService<PreparationQueue>(),
            Clock(provider),
            provider.GetRequiredService<ILogger<FolderWatch>>()));
        services.AddHostedService<BackgroundPreparation>();
    }

    private static MediaEngineOptions EngineOptions(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<MediaEngineOptions>>().Value;

    private static PreparationOptions PreparationOptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PreparationOptions>>().Value;

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    // Once per process, before anything is served, and what it finds is needed to go on: so it may be waited for.
    private static FfmpegLocation LocateFfmpeg(IServiceProvider provider) =>
        new FfmpegLocator(PreparationOptionsOf(provider), Clock(provider)).LocateAsync(CancellationToken.None).GetAwaiter().GetResult();

    private static AudioPreparation StartPreparation(IServiceProvider provider)
    {
        AssetCache cache = provider.GetRequiredService<AssetCache>();
        AudioPreparation preparation = new(
            PreparationOptionsOf(provider),
            provider.GetRequiredService<FfmpegLocation>(),
            cache,
            Clock(provider),
            provider.GetRequiredService<ILogger<AudioPreparation>>());
        PreparationMetrics.Add(provider.GetRequiredService<Meter>(), preparation, provider.GetRequiredService<PicturePreparation>(), cache);
        return preparation;
    }

    private static WorkerPool StartWorkers(IServiceProvider provider, IWorkerEvents events)
    {
        MediaEngineOptions options = EngineOptions(provider);
        WorkerMetrics metrics = new(provider.GetRequiredService<Meter>());
        DatagramSocketFactory sockets = new(options.Batching, provider.GetRequiredService<ILogger<DatagramSocketFactory>>());
        IReadOnlyList<int> processors = options.PinWorkers ? ThreadAffinity.AllowedProcessors() : [];
        List<Worker> workers = [];
        try
        {
            for (int i = 0; i < options.EffectiveWorkers; i++)
            {
                IDatagramSocket socket = sockets.Bind(options.UdpPort == 0 ? 0 : options.UdpPort + i);
                workers.Add(new Worker(i, socket, provider.GetRequiredService<MonotonicClock>(), events, metrics.AddWorker(i), new CutPictures())
                {
                    Processor = processors.Count > 0 ? processors[i % processors.Count] : null,
                });
            }
        }
        catch
        {
            workers.ForEach(static worker => worker.Dispose());
            throw;
        }

        workers.ForEach(static worker => worker.Start());
        return new WorkerPool([.. workers], options.MaxSessionsPerWorker, options.MaxPublishersPerWorker);
    }
}
