using Orleans.Concurrency;
using Vod.Grains.Abstractions.Library;
using Vod.Media.Engine;

namespace Vod.Grains.Library;

/// <summary>
/// Hands the questions of an API to the library of its silo. A stateless worker runs where the call comes from, which is what makes it the node that was asked; as it remembers
/// nothing, its calls need not wait for one another.
/// </summary>
[StatelessWorker]
[Reentrant]
internal sealed class MediaLibraryGrain(IMediaLibrary library) : Grain, IMediaLibraryGrain
{
    /// <inheritdoc/>
    public async Task<MediaFileListing> List() => MediaFiles.From(await library.ListAsync(CancellationToken.None));

    /// <inheritdoc/>
    public async Task<MediaFile?> Find(string path) => await library.FindAsync(path, CancellationToken.None) is { } file ? MediaFiles.From(file) : null;

    /// <inheritdoc/>
    public async Task<PrepareResult> Prepare(string path)
    {
        PreparationOrder order = await library.PrepareAsync(path, CancellationToken.None);
        return new(MediaFiles.From(order.Outcome), order.File is null ? null : MediaFiles.From(order.File));
    }
}
