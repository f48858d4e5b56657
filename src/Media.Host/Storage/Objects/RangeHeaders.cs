namespace Vod.Media.Host.Storage.Objects;

/// <summary>What the header of an answer says about the bytes behind it.</summary>
/// <param name="Status">Status code of HTTP, 200 or 206.</param>
/// <param name="ContentRange">Which bytes of how many; null if it does not say.</param>
/// <param name="ContentLength">How many there are.</param>
/// <param name="EntityTag">The version, as it is written there; empty if it is not.</param>
internal readonly record struct RangeHeaders(int Status, string? ContentRange, long ContentLength, string EntityTag);
