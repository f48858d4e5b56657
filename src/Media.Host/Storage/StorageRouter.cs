namespace Vod.Media.Host.Storage;

/// <summary>The media folder and the stores beside it: the first name of a path chooses. A store hides a folder of the same name.</summary>
/// <param name="folder">Where paths lead that begin with no store's name.</param>
/// <param name="stores">The stores by their names.</param>
internal sealed class StorageRouter(IMediaStorage folder, IReadOnlyDictionary<string, IMediaStorage> stores) : IMediaStorage, IDisposable
{
    /// <inheritdoc/>
    public ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && stores.TryGetValue(path[..slash], out IMediaStorage? store)
            ? store.OpenAsync(path[(slash + 1)..], cancellationToken)
            : folder.OpenAsync(path, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable store in stores.Values.OfType<IDisposable>())
        {
            store.Dispose();
        }
    }
}
