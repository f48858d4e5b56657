using Vod.Media.Playback;

namespace Vod.Media.Host.Storage;

/// <summary>What an exception of a storage means to those who wait for media.</summary>
internal static class StorageFault
{
    /// <summary>Tells what it means.</summary>
    public static MediaFailure Of(Exception exception) => new(
        exception switch
        {
            StorageGaveUpException => MediaFault.GaveUp,
            ContentChangedException => MediaFault.Changed,

            // The storage is well; the file is not all there.
            EndOfStreamException => MediaFault.Unmakeable,
            _ => MediaFault.Unreadable,
        },
        exception.Message);
}
