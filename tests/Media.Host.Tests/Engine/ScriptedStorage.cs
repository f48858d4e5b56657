using Vod.Media.Host.Storage;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Engine;

/// <summary>A storage whose reads do what a test wants.</summary>
/// <param name="inner">The real one.</param>
/// <param name="read">Runs before each read with its number, from 0.</param>
internal sealed class ScriptedStorage(IMediaStorage inner, Func<int, Task> read) : IMediaStorage
{
    private int _reads;

    public async ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
    {
        StorageOpenResult opened = await inner.OpenAsync(path, cancellationToken);
        return opened with { Content = opened.Content is null ? null : new Content(this, opened.Content) };
    }

    private sealed class Content(ScriptedStorage storage, IAssetContent inner) : IAssetContent
    {
        public AssetKey Key => inner.Key;

        public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            await storage.NextRead();
            return await inner.ReadAsync(offset, destination, cancellationToken);
        }

        public void Dispose() => inner.Dispose();
    }

    private Task NextRead() => read(Interlocked.Increment(ref _reads) - 1);
}
