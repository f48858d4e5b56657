using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Tests.Preparation;

namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>A storage of objects on a scripted store, with blocks small enough to have many, on time that a test moves.</summary>
internal sealed class ObjectFixture : IDisposable
{
    public const int Block = 4096;
    private const int CalmLooks = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    public ObjectFixture(Action<ObjectCacheOptions>? configure = null, int blockBytes = Block, int seed = 1)
    {
        Options = new ObjectCacheOptions { Directory = Path.Combine(_folder.Path, "objects"), BlockBytes = blockBytes };
        configure?.Invoke(Options);
        Store = new ScriptedStore(Clock);
        Cache = BlockCache.Open(Options, Clock, CacheLog);
        Storage = new ObjectStorage(Store, Resolve, Cache, Options, Clock, Log, new Random(seed));
    }

    public ManualClock Clock { get; } = new(DateTimeOffset.UtcNow);

    public ObjectCacheOptions Options { get; }

    public ScriptedStore Store { get; private set; }

    public BlockCache Cache { get; private set; }

    public ObjectStorage Storage { get; private set; }

    public ListLogger<ObjectStorage> Log { get; } = new();

    public ListLogger<BlockCache> CacheLog { get; } = new();

    public StoreCounters Counters => Storage.Counters;

    /// <summary>Puts an object into the store.</summary>
    public ScriptedObject Put(string name, long size, string entityTag = "\"1\"") => Store.Objects[name] = new ScriptedObject(size, entityTag);

    /// <summary>Opens an object that is there.</summary>
    public async Task<IAssetContent> OpenAsync(string name)
    {
        StorageOpenResult opened = await Storage.OpenAsync(name, TestContext.Current.CancellationToken);
        Assert.Equal(StorageOpenStatus.Opened, opened.Status);
        return opened.Content!;
    }

    /// <summary>A range of a content; fails the test when it does not come.</summary>
    public static async Task<byte[]> ReadAsync(IAssetContent content, long offset, int length)
    {
        byte[] read = new byte[length];
        int count = await content.ReadAsync(offset, read, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        return read[..count];
    }

    /// <summary>Reads a range and compares it.</summary>
    public static async Task CheckAsync(IAssetContent content, ScriptedObject source, long offset, int length)
    {
        byte[] read = await ReadAsync(content, offset, length);
        Assert.Equal(Math.Clamp(source.Size - offset, 0, length), read.Length);
        Assert.Equal(-1, source.FirstWrong(offset, read));
    }

    /// <summary>Waits until something is so; time stands still meanwhile.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!condition())
        {
            await Task.Yield();
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Moves time in small steps until something is so, but only while nothing else could happen without that.</summary>
    public Task AdvanceUntilAsync(Func<bool> condition, int stepMilliseconds = 10) => Task.Run(async () =>
    {
        // Without the context of the test, what a timer sets off has begun when the clock is moved.
        int calm = 0;
        await UntilAsync(() =>
        {
            if (condition())
            {
                return true;
            }

            // What follows from an answer happens on other threads, which nothing counts: time goes on when nothing has happened for many looks.
            calm = Counters.InFlight == Store.Parked && ThreadPool.PendingWorkItemCount == 0 ? calm + 1 : 0;
            if (calm > CalmLooks)
            {
                calm = 0;
                Clock.Advance(TimeSpan.FromMilliseconds(stepMilliseconds));
            }

            return false;
        });
    });

    /// <summary>Ends when the clock was moved by a time.</summary>
    public Task PassAsync(TimeSpan time)
    {
        TaskCompletionSource passed = new();
        ITimer timer = Clock.CreateTimer(_ => passed.SetResult(), null, time, Timeout.InfiniteTimeSpan);
        return passed.Task.ContinueWith(_ => timer.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing is under way.</summary>
    public Task IdleAsync() => UntilAsync(() => Counters.InFlight == 0);

    /// <summary>The same folder and the same store, with a new process.</summary>
    public async Task RestartAsync(Action? whileDown = null)
    {
        ScriptedStore old = Store;
        Storage.Dispose();
        await IdleAsync();
        Cache.Dispose();
        Store = new ScriptedStore(Clock) { Script = old.Script };
        foreach ((string name, ScriptedObject source) in old.Objects)
        {
            Store.Objects[name] = source;
        }

        whileDown?.Invoke();
        Cache = BlockCache.Open(Options, Clock, CacheLog);
        Storage = new ObjectStorage(Store, Resolve, Cache, Options, Clock, Log, new Random(1));
        await Cache.Scanned;
    }

    /// <summary>The files of blocks in the folder.</summary>
    public string[] Files(string pattern = "*.block") =>
        Directory.Exists(Options.Directory) ? Directory.GetFiles(Options.Directory, pattern, SearchOption.AllDirectories) : [];

    public void Dispose()
    {
        Storage.Dispose();
        Cache.Dispose();
        UntilAsync(() => Counters.InFlight == 0).GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private static StorageOpenStatus Resolve(string path, out ObjectAddress address)
    {
        address = new ObjectAddress("bucket", path);
        return path.StartsWith("..", StringComparison.Ordinal) ? StorageOpenStatus.MalformedPath : StorageOpenStatus.Opened;
    }
}
