using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Capture;
using Vod.Media.Host.Workers;
using Vod.Media.Live;
using Vod.Media.Timing;

namespace Vod.Media.Host.Engine;

/// <summary>Finds out what a session or a timeline shows now, and has the picture taken.</summary>
internal sealed class SessionPictures(AssetCatalog assets, TimelineAnchors timelines, PictureCapture capture, PublicationPictures publications, MonotonicClock clock)
{
    /// <summary>How long a picture may take, waiting for others included.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    private static readonly CapturedPicture NotPlaying = new(CaptureOutcome.NotPlaying, default, "");

    /// <summary>The picture of a session on a worker.</summary>
    public async Task<CapturedPicture> OfSessionAsync(Worker worker, SessionId session, CancellationToken cancellation)
    {
        TaskCompletionSource<(AssetLease Asset, TimeSpan Position)?> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Post(new WorkerCommand.Visit(session, (playing, now) => Answer(found, playing, now)));
        try
        {
            // A worker answers within a round of its loop; one that has stopped never does.
            if (await found.Task.WaitAsync(MaxTime, cancellation) is { } at)
            {
                using AssetLease asset = at.Asset;
                return await TakeAsync(asset.Asset, at.Position, loops: false, cancellation);
            }
        }
        catch (TimeoutException)
        {
        }

        return NotPlaying;
    }

    /// <summary>The picture of a shared timeline.</summary>
    public async Task<CapturedPicture> OfTimelineAsync(string assetPath, SharedTimeline timeline, CancellationToken cancellation)
    {
        AssetOpenResult opened = await assets.OpenAsync(assetPath, cancellation);
        if (opened.Lease is null)
        {
            return new(CaptureOutcome.Failed, default, opened.Detail);
        }

        using AssetLease lease = opened.Lease;
        using TimelineLease joined = timelines.Join(timeline);
        return await TakeAsync(lease.Asset, clock.Now - joined.Epoch, timeline.Loop, cancellation);
    }

    /// <summary>The picture of a publication.</summary>
    public Task<CapturedPicture> OfPublicationAsync(LiveStream stream, CancellationToken cancellation) =>
        InTimeAsync(patience => publications.TakeAsync(stream, patience), cancellation);

    // On the worker's thread, which nothing that goes wrong here may end.
    private static void Answer(TaskCompletionSource<(AssetLease Asset, TimeSpan Position)?> question, WorkerSession? playing, MonotonicTime now)
    {
        try
        {
            question.SetResult(Locate(playing, now));
        }
        catch (Exception exception)
        {
            question.SetException(exception);
        }
    }

    private static (AssetLease Asset, TimeSpan Position)? Locate(WorkerSession? playing, MonotonicTime now) =>
        playing is PlaybackSession { Asset: { } asset } viewer && viewer.Viewer.PositionAt(now) is { } position ? (asset.Share(), position) : null;

    private Task<CapturedPicture> TakeAsync(MediaAsset asset, TimeSpan position, bool loops, CancellationToken cancellation) =>
        InTimeAsync(patience => capture.TakeAsync(asset, loops ? asset.LoopPeriod.Locate(position).Position : position, patience), cancellation);

    private static async Task<CapturedPicture> InTimeAsync(Func<CancellationToken, Task<CapturedPicture>> take, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(MaxTime);
        try
        {
            return await take(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(CaptureOutcome.Failed, default, $"it took more than {MaxTime.TotalSeconds:F0} s");
        }
    }
}
