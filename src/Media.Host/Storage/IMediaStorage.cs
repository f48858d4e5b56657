namespace Vod.Media.Host.Storage;

/// <summary>Where media files are kept: names in, byte ranges out.</summary>
internal interface IMediaStorage
{
    /// <summary>Opens an asset by the path a viewer wrote. Nothing in the path is trusted.</summary>
    ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken);
}
