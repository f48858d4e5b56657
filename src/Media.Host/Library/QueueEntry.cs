namespace Vod.Media.Host.Library;

/// <summary>Where a version of a file stands in the queue.</summary>
/// <param name="Place">Where.</param>
/// <param name="End">How its preparation ended, once it is over.</param>
internal readonly record struct QueueEntry(QueuePlace Place, PreparationEnd End);
