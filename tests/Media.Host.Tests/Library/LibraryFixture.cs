using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Library;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Preparation;

namespace Vod.Media.Host.Tests.Library;

/// <summary>The library of a node with the real encoder, over folders that outlive it.</summary>
internal sealed class LibraryFixture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ServiceProvider _services;
    private readonly ToldPreparation _told;

    private LibraryFixture(ServiceProvider services)
    {
        _services = services;
        _told = (ToldPreparation)services.GetRequiredService<IFilePreparation>();
        Library = services.GetRequiredService<IMediaLibrary>();
        Pictures = services.GetRequiredService<PicturePreparation>();
    }

    public IMediaLibrary Library { get; }

    public PicturePreparation Pictures { get; }

    public int OpenAssets => _services.GetRequiredService<AssetCatalog>().Count;

    public AssetCache Cache => _services.GetRequiredService<AssetCache>();

    /// <summary>Starts a node; its media folder and its cache are in a folder of the test.</summary>
    public static async Task<LibraryFixture> StartAsync(TemporaryFolder folder, Action<PreparationOptions>? configure = null, string? ffmpeg = null)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.Configure<MediaEngineOptions>(options => options.Directory = Directory.CreateDirectory(MediaOf(folder)).FullName);
        services.Configure<PreparationOptions>(options => options.CacheDirectory = CacheOf(folder));
        services.Configure(configure ?? (static _ => { }));
        services.AddMediaEngine();
        services.AddSingleton(new FfmpegLocation(ffmpeg ?? TestFfmpeg.Path, null) { Encoders = new HashSet<string> { "libx264" } });
        services.AddSingleton<FilePreparation>();
        services.AddSingleton<IFilePreparation>(static provider => new ToldPreparation(provider.GetRequiredService<FilePreparation>()));
        LibraryFixture fixture = new(services.BuildServiceProvider());
        foreach (IHostedService service in fixture._services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        return fixture;
    }

    public static string MediaOf(TemporaryFolder folder) => Path.Join(folder.Path, "media");

    public static string CacheOf(TemporaryFolder folder) => Path.Join(folder.Path, "cache");

    /// <summary>Puts a copy of a file into the media folder.</summary>
    public static void Put(TemporaryFolder folder, string file, string path)
    {
        string target = Path.Join(MediaOf(folder), path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    public async Task<LibraryFile> FindAsync(string path) => (await Library.FindAsync(path, TestContext.Current.CancellationToken))!;

    /// <summary>Orders a file to be prepared and waits until that has ended.</summary>
    public async Task<LibraryFile> PrepareAsync(string path)
    {
        PreparationOrder order = await Library.PrepareAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(PreparationOrderOutcome.Queued, order.Outcome);
        Assert.Equal(path, await _told.Ended.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience));
        LibraryFile file;
        do
        {
            // The end is told a moment before the queue has noted it.
            await Task.Yield();
            file = await FindAsync(path);
        }
        while (file.State == PreparationState.Preparing);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHostedService service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}
