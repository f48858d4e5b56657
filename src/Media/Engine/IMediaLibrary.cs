namespace Vod.Media.Engine;

/// <summary>
/// The media files of one node as operators see them: what each needs before it can be sent, and how much of that is made. Beside <see cref="IMediaEngine"/> because nobody who
/// plays needs it. Safe from any thread.
/// </summary>
public interface IMediaLibrary
{
    /// <summary>Lists the files in the order of their paths. Files whose index was not read yet are given a short time, then they are <see cref="PreparationState.Unknown"/>.</summary>
    Task<LibraryListing> ListAsync(CancellationToken cancellation);

    /// <summary>One file; null when there is none of this path that could be listed.</summary>
    /// <param name="assetPath">As in <see cref="OpenPlayback"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<LibraryFile?> FindAsync(string assetPath, CancellationToken cancellation);

    /// <summary>Has everything made that a file needs, before anybody asks for it. Of a file that is queued already nothing changes.</summary>
    /// <param name="assetPath">As in <see cref="OpenPlayback"/>.</param>
    /// <param name="cancellation">Gives the order up; once it is queued it stays.</param>
    Task<PreparationOrder> PrepareAsync(string assetPath, CancellationToken cancellation);
}
