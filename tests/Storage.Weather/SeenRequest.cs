namespace Vod.Storage.Weather;

/// <summary>A request, as far as the weather depends on it.</summary>
/// <param name="Number">Counted from 0 since the proxy began.</param>
/// <param name="Method">GET, HEAD and so on.</param>
/// <param name="Path">Path without the query, which may hold a signature.</param>
/// <param name="Range">The value of Range, or of x-ms-range; empty if there is neither.</param>
internal sealed record SeenRequest(int Number, string Method, string Path, string Range);
