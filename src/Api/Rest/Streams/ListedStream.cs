namespace Vod.Api.Rest.Streams;

/// <summary>A source or a viewer, with what is needed to do something with it.</summary>
/// <param name="Key">Key of the stream's grain.</param>
/// <param name="Item">What callers see of it.</param>
internal readonly record struct ListedStream(string Key, StreamItem Item);
