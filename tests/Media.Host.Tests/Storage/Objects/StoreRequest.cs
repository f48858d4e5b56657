namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>What was asked of a store.</summary>
/// <param name="Key">Of which object.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes; 0 when only size and version were asked for.</param>
/// <param name="EntityTag">The version that was wanted.</param>
internal sealed record StoreRequest(string Key, long Offset, long Length, string? EntityTag);
