using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Vod.Api.Streams;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>
/// The pictures one connection asks for: one after another, and the next one only when the one before is on its way, as each may be larger than all other messages that
/// may wait. Called by the connection's mailbox only, so one call at a time.
/// </summary>
/// <param name="connectionId">The connection.</param>
/// <param name="outbox">Takes the pictures.</param>
/// <param name="send">Sends any other frame to the client.</param>
/// <param name="mailbox">Brings the results of grain calls back here.</param>
/// <param name="cluster">The streams of the cluster.</param>
/// <param name="logger">The log.</param>
internal sealed partial class StreamSnapshots(
    string connectionId, WcsOutbox outbox, Action<byte[]> send, WcsMailbox mailbox, IVodStreams cluster, ILogger logger)
{
    private readonly Queue<SnapshotTarget> _waiting = [];
    private bool _isBusy;

    /// <summary>Takes a picture as soon as it is its turn.</summary>
    public void Take(SnapshotTarget target)
    {
        if (_waiting.Count >= WcsLimits.MaxQuestions)
        {
            send(ServerMessages.SnapshotFailed(target.MediaSessionId, WcsStatus.TooManyQuestions.Info!));
            return;
        }

        _waiting.Enqueue(target);
        TakeNext();
    }

    private void TakeNext()
    {
        if (!_isBusy && _waiting.TryDequeue(out SnapshotTarget target))
        {
            _isBusy = true;
            _ = CaptureAsync(target);
        }
    }

    private async Task CaptureAsync(SnapshotTarget target)
    {
        // Not on the account of the request that opened the socket.
        Activity.Current = null;
        StreamSnapshot snapshot;
        try
        {
            snapshot = await cluster.Get(target.Key).Snapshot(target.Viewer);
        }
        catch (Exception exception)
        {
            LogNotTaken(connectionId, target.MediaSessionId, exception);
            snapshot = new StreamSnapshot(SnapshotOutcome.Failed, default);
        }

        await mailbox.PostAsync(session => session.Snapshots.OnCaptured(target.MediaSessionId, snapshot));
    }

    private void OnCaptured(string mediaSessionId, StreamSnapshot snapshot)
    {
        string? failure = snapshot.Outcome switch
        {
            SnapshotOutcome.Taken when snapshot.Png.Length > WcsLimits.MaxPictureBytes => "Snapshot is too large",
            SnapshotOutcome.Taken => null,
            SnapshotOutcome.NoSuchStream => WcsStatus.StreamNotFound.Info,
            SnapshotOutcome.NoVideo => "Stream has no video",
            _ => "Snapshot failed",
        };
        if (failure is null && outbox.TryAddPicture(ServerMessages.SnapshotCompleted(mediaSessionId, snapshot.Png)) is { } sent)
        {
            _ = GoOnAfterAsync(sent);
            return;
        }

        send(ServerMessages.SnapshotFailed(mediaSessionId, failure ?? WcsStatus.TooManyQuestions.Info!));
        GoOn();
    }

    private async Task GoOnAfterAsync(Task sent)
    {
        await sent;
        await mailbox.PostAsync(static session => session.Snapshots.GoOn());
    }

    private void GoOn()
    {
        _isBusy = false;
        TakeNext();
    }

    [LoggerMessage(EventId = 132, Level = LogLevel.Error, Message = "{Connection}/{Stream}: no picture could be taken")]
    private partial void LogNotTaken(string connection, string stream, Exception exception);
}
