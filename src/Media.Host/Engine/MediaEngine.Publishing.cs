using Vod.Media.Engine;
using Vod.Media.Host.Publishing;
using Vod.Media.Host.Records;
using Vod.Media.Host.Workers;
using Vod.Media.Timing;

namespace Vod.Media.Host.Engine;

/// <content>What browsers publish, and who watches it.</content>
internal sealed partial class MediaEngine
{
    /// <inheritdoc/>
    public OpenOutcome Publish(OpenPublication command) => Admit(command.Session, command.Trace, isPublisher: true, session => PublishAsync(session, command));

    /// <inheritdoc/>
    public async Task<RecordingStart> StartRecordingAsync(SessionId publication, RecordingOrder order, CancellationToken cancellation) =>
        FindPublisher(publication) is { Recorder: { } recorder, Publication.HasBegun: true } ? await recorder.StartAsync(order).WaitAsync(cancellation) : RecordingStart.NotPublishing;

    /// <inheritdoc/>
    public async Task<bool> StopRecordingAsync(SessionId publication, CancellationToken cancellation) =>
        FindPublisher(publication)?.Recorder is { } recorder && await recorder.StopAsync().WaitAsync(cancellation);

    /// <inheritdoc/>
    public string? FindRecording(SessionId publication) => FindPublisher(publication)?.Recorder?.FindFile();

    private async Task PublishAsync(EngineSession session, OpenPublication command)
    {
        session.Join.OnOpening();
        SessionOpenResult opened;
        try
        {
            opened = _publisher.Open(command, session.Worker);
        }
        catch (Exception exception)
        {
            OnDefect(session.Id, exception);
            return;
        }

        if (opened.Publication is { } publication)
        {
            session.Recorder = new PublicationRecorder(_recordings, publication.Recorded, session.RecordAsync, result => OnRecorded(session.Id, result));
        }

        // On the worker, but long before the browser can send anything.
        if (HandOver(session, opened) && command.Recording is { } order)
        {
            await RecordFromStartAsync(session, order);
        }
    }

    private async Task RecordFromStartAsync(EngineSession session, RecordingOrder order)
    {
        RecordingStart start = await session.Recorder!.StartAsync(order);
        if (start is RecordingStart.DiskFull or RecordingStart.Failed)
        {
            RecordingOutcome outcome = start == RecordingStart.DiskFull ? RecordingOutcome.DiskFull : RecordingOutcome.Failed;
            _events.Writer.TryWrite(new RecordingFinished(session.Id, "", outcome, "the recording could not begin"));
        }
    }

    private void OnRecorded(SessionId session, RecordingResult result) =>
        _events.Writer.TryWrite(new RecordingFinished(session, result.Name, result.Outcome, result.Detail));

    private SessionOpenResult Join(OpenPlayback command, SessionId publication, Worker worker) =>
        FindPublisher(publication)?.Publication is { HasBegun: true, Stream.IsOver: false } found
            ? _opener.Join(command, found, worker)
            : SessionOpenResult.Failed(SessionEndReason.FileNotFound, $"{publication} is not being published on this node");

    private EngineSession? FindPublisher(SessionId session) => _sessions.TryGetValue(session, out EngineSession? open) && open.IsPublisher ? open : null;

    private void OnPublishing(EngineSession session)
    {
        MonotonicTime now = _clock.Now;
        session.Media = session.Publication!.Describe();
        LogPublishing(session.Id, session.Media.Width, session.Media.Height, (now - session.Join.OpenedAt).TotalMilliseconds, (now - session.Join.ConnectedAt).TotalMilliseconds);
        session.Join.OnPlaying();
        _events.Writer.TryWrite(new SessionPublishing(session.Id, session.Media));
    }
}
