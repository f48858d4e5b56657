namespace Vod.Api.Rest.Stats;

/// <summary>A group of statistics.</summary>
/// <param name="Id">Its name in <c>groups=</c> and in JSON.</param>
/// <param name="Title">Its heading in text; the JavaScript client makes its first word, in lower case, the group's name. Null for what text cannot show.</param>
/// <param name="Values">Names and values: numbers, texts or, in JSON only, objects.</param>
internal sealed record StatGroup(string Id, string? Title, IReadOnlyList<KeyValuePair<string, object>> Values);
