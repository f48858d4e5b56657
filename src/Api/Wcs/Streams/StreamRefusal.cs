namespace Vod.Api.Wcs.Streams;

/// <summary>Why the cluster did not admit a stream of a client.</summary>
/// <param name="Status">What the client is told.</param>
/// <param name="Reason">What the log is told.</param>
internal sealed record StreamRefusal(WcsStatus Status, string Reason);
