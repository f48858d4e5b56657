using Vod.Grains.Abstractions.Library;

namespace Vod.Api.Rest.V1;

/// <summary>How much of a track is made: chunks of two seconds or so of picture, of ten seconds of sound.</summary>
internal sealed record MediaItemChunks
{
    /// <summary>Chunks that are made and kept.</summary>
    public required int Done { get; init; }

    /// <summary>Chunks in all.</summary>
    public required int All { get; init; }

    /// <summary>The chunks of a track; null when there are none to be made.</summary>
    public static MediaItemChunks? Of(MediaChunks chunks) => chunks.All == 0 ? null : new() { Done = chunks.Done, All = chunks.All };
}
