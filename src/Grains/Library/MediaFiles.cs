using Vod.Grains.Abstractions.Library;
using Vod.Grains.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Library;

/// <summary>Puts what the library says into the words of the contract with the API, for the reason given at <see cref="StreamEndReasons"/>.</summary>
internal static class MediaFiles
{
    /// <summary>A listing.</summary>
    public static MediaFileListing From(LibraryListing listing) => new([.. listing.Files.Select(From)], listing.LeftOff);

    /// <summary>A file.</summary>
    public static MediaFile From(LibraryFile file) => new(
        file.Path,
        file.Size,
        file.Modified,
        From(file.State),
        file.Media is null ? null : StreamMedias.From(file.Media),
        new MediaChunks(file.Picture.Done, file.Picture.All),
        new MediaChunks(file.Sound.Done, file.Sound.All),
        file.Problem);

    /// <summary>What came of an order.</summary>
    public static PrepareOutcome From(PreparationOrderOutcome outcome) => outcome switch
    {
        PreparationOrderOutcome.Queued => PrepareOutcome.Queued,
        PreparationOrderOutcome.Ready => PrepareOutcome.Ready,
        PreparationOrderOutcome.BadPath => PrepareOutcome.BadPath,
        PreparationOrderOutcome.NotFound => PrepareOutcome.NotFound,
        PreparationOrderOutcome.QueueFull => PrepareOutcome.QueueFull,
        _ => PrepareOutcome.CannotPlay,
    };

    private static MediaFileState From(PreparationState state) => state switch
    {
        PreparationState.None => MediaFileState.None,
        PreparationState.Queued => MediaFileState.Queued,
        PreparationState.Preparing => MediaFileState.Preparing,
        PreparationState.Partly => MediaFileState.Partly,
        PreparationState.Ready => MediaFileState.Ready,
        PreparationState.Failed => MediaFileState.Failed,
        _ => MediaFileState.Unknown,
    };
}
