using Vod.Media.Engine;
using Vod.Media.Live;

namespace Vod.Media.Host.Capture;

/// <summary>
/// Has pictures of publications taken: of the last key picture, as to see a later one all since would have to be decoded. Where that is old, or not kept any more, the publisher is asked for one.
/// </summary>
internal sealed class PublicationPictures(PictureCapture capture, TimeProvider clock)
{
    /// <summary>How much older than what is shown now a picture may be that nobody is asked for.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    /// <summary>How long a key picture is waited for: of a publisher who has just made one for somebody else, no other is asked for before two seconds.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>The picture of a publication.</summary>
    public async Task<CapturedPicture> TakeAsync(LiveStream stream, CancellationToken cancellation)
    {
        if (!stream.HasPicture)
        {
            return new(CaptureOutcome.NoVideo, default, "");
        }

        if (stream.IsOver || stream.Shape is null)
        {
            return new(CaptureOutcome.NotPlaying, default, "");
        }

        return await FindAsync(stream, cancellation) is { } frame
            ? await capture.TakeAsync(frame, cancellation)
            : new(CaptureOutcome.Failed, default, "the publisher has not sent a key frame");
    }

    private async Task<LiveKeyFrame?> FindAsync(LiveStream stream, CancellationToken cancellation)
    {
        LiveKeyFrame? newest = stream.CopyLastKey();
        if (newest?.Age <= MaxAge)
        {
            return newest;
        }

        long known = newest?.Number ?? -1;
        stream.RequestKeyFrame();
        long since = clock.GetTimestamp();
        while (clock.GetElapsedTime(since) < MaxWait && !stream.IsOver)
        {
            await Task.Delay(LookInterval, clock, cancellation);
            if (stream.NewestKey > known && stream.CopyLastKey() is { } fresh)
            {
                return fresh;
            }
        }

        return newest;
    }
}
