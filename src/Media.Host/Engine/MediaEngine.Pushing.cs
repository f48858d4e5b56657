using Vod.Media.Engine;
using Vod.Media.Host.Publishing;

namespace Vod.Media.Host.Engine;

/// <content>What is sent on to other servers. Such a session is on no worker: it is being opened, so to speak, for as long as it lives, and a close ends that.</content>
internal sealed partial class MediaEngine
{
    /// <inheritdoc/>
    public OpenOutcome Push(OpenPush command) =>
        Admit(command.Session, command.Trace, isPublisher: false, session => PushAsync(session, command), isPush: true);

    private async Task PushAsync(EngineSession session, OpenPush command)
    {
        session.Join.OnOpening();
        if (FindPublisher(command.Publication)?.Publication is not { HasBegun: true, Stream.IsOver: false } publication)
        {
            End(session.Id, SessionEndReason.FileNotFound, "nothing of this is being published on this node");
            return;
        }

        session.Join.OnAnswered();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, session.Closing);
        try
        {
            SessionEndReason reason = await _pusher.RunAsync(publication.Stream, command.Target, () => OnPushed(session, publication), stop.Token);
            End(session.Id, reason, "");
        }
        catch (OperationCanceledException)
        {
            EndOpening(session);
        }
        catch (Exception exception)
        {
            OnDefect(session.Id, exception);
        }
    }

    private void OnPushed(EngineSession session, Publication publication)
    {
        if (session.Media is null)
        {
            session.Media = publication.Describe();
            session.Join.OnConnected();
            session.Join.OnPlaying();
            _events.Writer.TryWrite(new SessionPlaying(session.Id, session.Media));
        }
    }
}
