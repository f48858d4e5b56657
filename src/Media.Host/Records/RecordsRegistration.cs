using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Telemetry;

namespace Vod.Media.Host.Records;

/// <summary>Puts recording into a service collection.</summary>
internal static class RecordsRegistration
{
    /// <summary>Adds <see cref="Recordings"/>, and what finishes at the start what a crash left.</summary>
    public static void AddRecords(this IServiceCollection services)
    {
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<RecordingOptions>>().Value);
        services.AddSingleton<IRecordFolder>(static provider => new LocalRecordFolder(provider.GetRequiredService<RecordingOptions>().Directory));
        services.AddSingleton<RecordNames>();
        services.AddSingleton(CreateCounters);
        services.AddSingleton<UploadQueue>();
        services.AddSingleton(CreateContext);
        services.AddSingleton<Recordings>();
        services.AddSingleton<RecordRecovery>();
        services.AddHostedService<RecordRecoveryService>();
    }

    private static RecordingCounters CreateCounters(IServiceProvider provider)
    {
        RecordingCounters counters = new();
        RecordingMetrics.Add(provider.GetRequiredService<Meter>(), counters);
        return counters;
    }

    private static RecordingContext CreateContext(IServiceProvider provider) => new()
    {
        Options = provider.GetRequiredService<RecordingOptions>(),
        Folder = provider.GetRequiredService<IRecordFolder>(),
        Names = provider.GetRequiredService<RecordNames>(),
        Ffmpeg = provider.GetRequiredService<FfmpegLocation>(),
        EncoderMemoryBytes = provider.GetRequiredService<IOptions<PreparationOptions>>().Value.TranscoderMemoryBytes,
        Clock = provider.GetService<TimeProvider>() ?? TimeProvider.System,
        Counters = provider.GetRequiredService<RecordingCounters>(),
        Uploads = provider.GetRequiredService<RecordingOptions>().Upload.Length > 0 ? provider.GetRequiredService<UploadQueue>() : null,
        Logger = provider.GetRequiredService<ILogger<Recordings>>(),
    };
}
