using System.Net;
using Microsoft.Extensions.Options;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Udp;
using Vod.ServiceDefaults.Settings;

namespace Vod.Silo;

/// <summary>Gives the media plane its part of the settings.</summary>
internal sealed class MediaEngineSettings(IOptions<MediaOptions> media, IOptions<ServerOptions> server)
    : IConfigureOptions<MediaEngineOptions>
{
    /// <inheritdoc/>
    public void Configure(MediaEngineOptions options)
    {
        options.Directory = media.Value.Directory;
        options.UdpPort = media.Value.UdpPort;
        options.Workers = media.Value.EffectiveWorkers;
        options.PinWorkers = media.Value.PinWorkers;
        options.MaxSessionsPerWorker = media.Value.MaxSessionsPerWorker;
        options.MaxPublishersPerWorker = media.Value.MaxPublishersPerWorker;
        options.Batching = Enum.Parse<DatagramBatching>(media.Value.Batching, ignoreCase: true);
        options.PublicAddresses = [.. media.Value.PublicAddresses];

        // Whoever reaches signalling on loopback has a browser on this machine; nobody else can use a loopback candidate.
        options.AnnounceLoopback = IPAddress.IsLoopback(IPAddress.Parse(server.Value.Listen));
    }
}
