using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>Where recordings are uploaded to: a folder of a store, written as viewers would write it: <c>s3/bucket/folder</c>.</summary>
internal sealed class UploadTarget : IDisposable
{
    private readonly ObjectNames _names;
    private readonly string _folder;

    /// <param name="store">The store.</param>
    /// <param name="names">Its rule for names.</param>
    /// <param name="folder">What stands in front of the names there, with a slash at its end; may be empty.</param>
    public UploadTarget(IWritableObjectStore store, ObjectNames names, string folder) => (Store, _names, _folder) = (store, names, folder);

    /// <summary>The store.</summary>
    public IWritableObjectStore Store { get; }

    /// <summary>Finds the store a path begins with.</summary>
    /// <param name="stores">All stores.</param>
    /// <param name="path">The path.</param>
    /// <param name="folder">What stands behind its name, with a slash at the end; may be empty.</param>
    /// <returns>Null when there is none of that name.</returns>
    public static ObjectStoreOptions? Find(IEnumerable<ObjectStoreOptions> stores, string path, out string folder)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string name = slash < 0 ? path : path[..slash];
        folder = slash < 0 ? "" : path[(slash + 1)..] + "/";
        return stores.FirstOrDefault(store => store.Name == name);
    }

    /// <summary>Opens one that <see cref="UploadPathValidator"/> has found right.</summary>
    public static UploadTarget Open(IEnumerable<ObjectStoreOptions> stores, string path)
    {
        ObjectStoreOptions store = Find(stores, path, out string folder)!;
        return new UploadTarget(ObjectStores.OpenToWrite(store), ObjectStores.NamesOf(store), folder);
    }

    /// <summary>Where a recording goes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">The address.</param>
    /// <returns>As <see cref="ObjectNames.Resolve"/>.</returns>
    public StorageOpenStatus Resolve(string name, out ObjectAddress address) => _names.Resolve(_folder + name, out address);

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();
}
