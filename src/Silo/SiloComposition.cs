using System.Net;
using Microsoft.Extensions.Options;
using Vod.Api;
using Vod.Grains;
using Vod.Media.Host;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;
using Vod.ServiceDefaults.Startup;

namespace Vod.Silo;

/// <summary>Puts the whole service into one process: media plane, grains, API.</summary>
internal static class SiloComposition
{
    private const string ClusterId = "vod";

    /// <summary>
    /// Adds everything in the order in which it starts; it stops in reverse. The API goes last and first: it must not take viewers that no silo is there for, and the
    /// media plane must outlive the grains that close its sessions.
    /// </summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddStartupCheck<MediaPlaneCheck>();
        AddMediaPlane(builder.Services);
        builder.Services.AddSingleton<IConfigureOptions<GrainOptions>, StreamSettings>();
        builder.UseOrleans(static silo =>
        {
            // Ports 0: one silo on its own needs no port that others know, and two servers on one machine must not meet.
            silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0, primarySiloEndpoint: null, ClusterId, ClusterId);
            silo.AddVodGrains();
        });
        builder.AddVodApi();
        builder.Services.AddHealthChecks().AddCheck<MediaNodeHealth>("media", tags: [VodApi.ReadyTag]);
    }

    private static void AddMediaPlane(IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<MediaEngineOptions>, MediaEngineSettings>();
        services.AddSingleton<IConfigureOptions<PreparationOptions>, PreparationEngineSettings>();
        services.AddSingleton<IConfigureOptions<StorageOptions>, StorageEngineSettings>();
        services.AddSingleton<IConfigureOptions<ObjectCacheOptions>, ObjectCacheEngineSettings>();
        services.AddSingleton<IConfigureOptions<RecordingOptions>, RecordingEngineSettings>();
        services.AddMediaEngine();
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
