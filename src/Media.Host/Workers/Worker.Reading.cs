using Vod.Media.Host.Storage;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Host.Workers;

/// <content>What viewers of files read.</content>
internal sealed partial class Worker
{
    private void Read(PlaybackSession session, MonotonicTime now)
    {
        while (session.Viewer.PollRead(now, out ReadRequest request))
        {
            session.Read = ReadAsync(session, request, session.BeginRead());
        }
    }

    private async Task ReadAsync(PlaybackSession session, ReadRequest request, CancellationToken superseded)
    {
        int read = 0;
        MediaFailure? failure = null;
        try
        {
            Memory<byte> destination = request.Destination.AsMemory(0, request.Length);
            read = await session.Asset!.Content.ReadAsync(request.Offset, destination, superseded);
        }
        catch (OperationCanceledException) when (superseded.IsCancellationRequested)
        {
            // Nobody waits for the answer.
            return;
        }
        catch (Exception exception)
        {
            // Whatever a storage throws: an answer that does not come would leave the viewer waiting.
            failure = StorageFault.Of(exception);
        }

        Post(new WorkerCommand.ReadCompleted(session, request, read, failure));
    }
}
