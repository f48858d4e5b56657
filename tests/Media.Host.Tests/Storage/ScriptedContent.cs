using Vod.Media.Host.Storage;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Storage;

/// <summary>Bytes whose reads do what a test wants.</summary>
/// <param name="inner">The real ones.</param>
internal sealed class ScriptedContent(IAssetContent inner) : IAssetContent
{
    /// <summary>Runs before each read, with its place.</summary>
    public Func<long, Task> BeforeRead { get; set; } = static _ => Task.CompletedTask;

    public AssetKey Key => inner.Key;

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        await BeforeRead(offset).WaitAsync(cancellationToken);
        return await inner.ReadAsync(offset, destination, cancellationToken);
    }

    public void Dispose() => inner.Dispose();
}
