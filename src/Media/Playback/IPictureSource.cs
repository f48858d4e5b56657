namespace Vod.Media.Playback;

/// <summary>
/// The picture of an asset, encoded anew chunk by chunk, shared by all its viewers and growing ahead of them. Calls never wait and may come from any worker.
/// </summary>
internal interface IPictureSource
{
    /// <summary>Where it is cut.</summary>
    PictureChunkTable Chunks { get; }

    /// <summary>Why no more pictures are made; null as long as they are. Those made before can still be taken.</summary>
    MediaFailure? Failure { get; }

    /// <summary>A chunk, as far as it has been made. The same object as long as anybody holds it or memory allows.</summary>
    PictureChunk Open(int chunk);

    /// <summary>Tells where a viewer is, so that what it needs next is made first.</summary>
    /// <param name="chunk">The chunk that is played, or about to be.</param>
    /// <param name="loops">Whether the first chunk follows the last.</param>
    void RequestAhead(int chunk, bool loops);
}
