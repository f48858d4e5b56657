using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Tests.Engine;

/// <summary>A whole media plane on ports of the system's choice, with a media folder of its own.</summary>
internal sealed class EngineFixture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private bool _isDisposed;

    public EngineFixture(int maxSessions = 100, Func<IMediaStorage, IMediaStorage>? storage = null, int udpPort = 0, int workers = 1, FfmpegLocation? ffmpeg = null)
    {
        Directory.CreateDirectory(MediaFolder);
        ServiceCollection services = new();
        services.AddLogging();
        services.Configure<MediaEngineOptions>(options =>
        {
            options.Directory = MediaFolder;
            options.UdpPort = udpPort;
            options.Workers = workers;
            options.MaxSessionsPerWorker = maxSessions;
            options.AnnounceLoopback = true;
        });
        services.Configure<PreparationOptions>(options => options.CacheDirectory = Path.Join(_folder.Path, "cache"));
        services.AddMediaEngine();

        // Hardly anything here has sound, and looking for ffmpeg takes longer than all the rest.
        services.AddSingleton(ffmpeg ?? new FfmpegLocation("/nowhere/ffmpeg", null));
        if (storage is not null)
        {
            services.AddSingleton(_ => storage(new LocalMediaStorage(MediaFolder)));
        }

        _services = services.BuildServiceProvider();
        Engine = _services.GetRequiredService<IMediaEngine>();
        Catalog = _services.GetRequiredService<AssetCatalog>();
        Timelines = _services.GetRequiredService<TimelineAnchors>();
    }

    public string MediaFolder => Path.Join(_folder.Path, "media");

    public IMediaEngine Engine { get; }

    public AssetCatalog Catalog { get; }

    public TimelineAnchors Timelines { get; }

    /// <summary>What the engine measures itself with.</summary>
    public Meter Meter => _services.GetRequiredService<Meter>();

    public static string ChromiumOffer { get; } = File.ReadAllText(Path.Join(AppContext.BaseDirectory, "Offers", "chromium-156-recvonly.sdp"));

    public SessionId Open(string path, string? offer = null, SharedTimeline? timeline = null)
    {
        SessionId session = new(Guid.NewGuid());
        Assert.Equal(OpenOutcome.Accepted, Engine.Open(new OpenPlayback(session, path, offer ?? ChromiumOffer, timeline)));
        return session;
    }

    /// <summary>The next event of any session.</summary>
    public async Task<EngineEvent> NextAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        return await Engine.Events.ReadAsync(patience.Token);
    }

    /// <summary>How a session that cannot be opened ends.</summary>
    public async Task<SessionEndReason> RefusalOf(string path, string? offer = null)
    {
        SessionId session = Open(path, offer);
        SessionEnded ended = Assert.IsType<SessionEnded>(await NextAsync());
        Assert.Equal(session, ended.Session);
        return ended.Reason;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await _services.DisposeAsync();
            _folder.Dispose();
        }
    }
}
