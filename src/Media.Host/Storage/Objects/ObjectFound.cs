using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>What opening an object found.</summary>
/// <param name="Status">Whether there is one that can be read.</param>
/// <param name="Key">Which version; null unless there is one.</param>
/// <param name="Detail">One line for the operator's log.</param>
internal readonly record struct ObjectFound(StorageOpenStatus Status, AssetKey? Key, string Detail);
