using Vod.Media.Host.Storage;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Assets;

/// <summary>A storage with one file, whose reads wait until they are let go.</summary>
internal sealed class HeldStorage(byte[] file) : IMediaStorage
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public int Reads { get; private set; }

    public bool Fails { get; set; }

    public void LetGo() => _go.TrySetResult();

    public ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
    {
        Opened++;
        return new(new StorageOpenResult(StorageOpenStatus.Opened, new Content(this, path), ""));
    }

    private sealed class Content(HeldStorage storage, string path) : IAssetContent
    {
        public AssetKey Key { get; } = new(path, "1", storage.Size);

        public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            storage.Reads++;
            await storage._go.Task;
            return storage.Fails ? throw new IOException("the disk is gone") : storage.Copy(offset, destination.Span);
        }

        public void Dispose() => storage.Closed++;
    }

    private long Size => file.Length;

    private int Copy(long offset, Span<byte> destination)
    {
        int length = (int)Math.Min(destination.Length, file.Length - offset);
        file.AsSpan((int)offset, length).CopyTo(destination);
        return length;
    }
}
