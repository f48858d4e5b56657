namespace Vod.Storage.Weather;

/// <summary>What has been asked for of one path.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Bytes">Bytes of the bodies of their answers.</param>
internal sealed record PathCounts(int Requests, long Bytes);
