using System.Collections.Frozen;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace Vod.Api.Web;

/// <summary>
/// The files of the WebSDK package, without the two workers of its WSPlayer: their first line forbids their use outside of Flashphoner's own server.
/// The exclusion looks at the file that was found, so no other spelling of the path gets around it.
/// </summary>
internal sealed class WebSdkFiles : IFileProvider, IDisposable
{
    private static readonly FrozenSet<string> Excluded =
        FrozenSet.ToFrozenSet(["WSReceiver2.js", "video-worker2.js"], StringComparer.OrdinalIgnoreCase);

    private readonly PhysicalFileProvider _files;

    /// <summary>Opens the folder of the package, which must exist. Hidden files are not served.</summary>
    public WebSdkFiles(string path) => _files = new PhysicalFileProvider(path, ExclusionFilters.Sensitive);

    /// <inheritdoc/>
    public IFileInfo GetFileInfo(string subpath)
    {
        IFileInfo file = _files.GetFileInfo(subpath);
        return Excluded.Contains(file.Name) ? new NotFoundFileInfo(file.Name) : file;
    }

    /// <inheritdoc/>
    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    /// <inheritdoc/>
    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();
}
