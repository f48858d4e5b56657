using Vod.Media.Host.Storage;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Assets;

/// <summary>A storage with one file, whose reads wait until they are let go.</summary>
internal sealed class HeldStorage(byte[] file) : IMediaStorage
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public int Reads { get; private set; }

    /// <summary>Reads of what is before this byte do not wait.</summary>
    public long HeldFrom { get; init; }

    /// <summary>A read waits.</summary>
    public Task IsHeld => _held.Task;

    /// <summary>What reads throw; null: they succeed.</summary>
    public Func<Exception>? Failure { get; set; }

    /// <summary>The version of the file that is opened from now on.</summary>
    public string Version { get; set; } = "1";

    /// <summary>The versions that were opened and not closed.</summary>
    public List<string> Open { get; } = [];

    public void LetGo() => _go.TrySetResult();

    public ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
    {
        Opened++;
        Open.Add(Version);
        return new(new StorageOpenResult(StorageOpenStatus.Opened, new Content(this, path), ""));
    }

    private sealed class Content(HeldStorage storage, string path) : IAssetContent
    {
        public AssetKey Key { get; } = new(path, storage.Version, storage.Size);

        public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            storage.Reads++;
            if (offset >= storage.HeldFrom)
            {
                storage._held.TrySetResult();
                await storage._go.Task;
            }

            return storage.Failure is { } failure ? throw failure() : storage.Copy(offset, destination.Span);
        }

        public void Dispose()
        {
            storage.Closed++;
            storage.Open.Remove(Key.Version);
        }
    }

    private long Size => file.Length;

    private int Copy(long offset, Span<byte> destination)
    {
        int length = (int)Math.Min(destination.Length, file.Length - offset);
        file.AsSpan((int)offset, length).CopyTo(destination);
        return length;
    }
}
