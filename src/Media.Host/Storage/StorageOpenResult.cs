namespace Vod.Media.Host.Storage;

/// <summary>An opened asset, or why it could not be opened.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Content">The bytes; the caller disposes of it. Null unless opened.</param>
/// <param name="Detail">One line for the operator's log.</param>
internal readonly record struct StorageOpenResult(StorageOpenStatus Status, IAssetContent? Content, string Detail)
{
    public static StorageOpenResult Failed(StorageOpenStatus status, string detail) => new(status, null, detail);
}
