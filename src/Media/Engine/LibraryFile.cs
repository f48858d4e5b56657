namespace Vod.Media.Engine;

/// <summary>A media file and how far it is prepared.</summary>
/// <param name="Path">Where it is below the media folder; what viewers write behind "vod://".</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it was last written.</param>
/// <param name="State">How far it is.</param>
public sealed record LibraryFile(string Path, long Size, DateTimeOffset Modified, PreparationState State)
{
    /// <summary>What it consists of; null when its index was not read yet, or shows that it cannot be played.</summary>
    public PlayedMedia? Media { get; init; }

    /// <summary>What is made of its picture; none when browsers take it as it is.</summary>
    public ChunkProgress Picture { get; init; }

    /// <summary>What is made of its sound.</summary>
    public ChunkProgress Sound { get; init; }

    /// <summary>Why it cannot be played or prepared, or why preparing it stopped: one line; empty when nothing is wrong.</summary>
    public string Problem { get; init; } = "";
}
