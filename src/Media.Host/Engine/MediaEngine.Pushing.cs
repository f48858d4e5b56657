using Vod.Media.Engine;
using Vod.Media.Host.Pushing;

namespace Vod.Media.Host.Engine;

/// <content>What is sent on to other servers. Such a session is on no worker: it is being opened, so to speak, for as long as it lives, and a close ends that.</content>
internal sealed partial class MediaEngine
{
    /// <inheritdoc/>
    public OpenOutcome Push(OpenPush command) =>
        Admit(command.Session, command.Trace, isPublisher: false, session => PushAsync(session, command), isPush: true);

    /// <inheritdoc/>
    public bool MutePush(SessionId session, bool isMuted)
    {
        if (!_sessions.TryGetValue(session, out EngineSession? open) || !open.IsPush)
        {
            return false;
        }

        open.PushMute.IsMuted = isMuted;
        return true;
    }

    private async Task PushAsync(EngineSession session, OpenPush command)
    {
        session.Join.OnOpening();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, session.Closing);
        try
        {
            await (command.Timeline is { } timeline ? PushFilmAsync(session, command, timeline, stop.Token) : PushPublicationAsync(session, command, stop.Token));
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

    private async Task PushPublicationAsync(EngineSession session, OpenPush command, CancellationToken stop)
    {
        if (command.Publication is not { } id || FindPublisher(id)?.Publication is not { HasBegun: true, Stream.IsOver: false } publication)
        {
            End(session.Id, SessionEndReason.FileNotFound, "nothing of this is being published on this node");
            return;
        }

        session.Join.OnAnswered();

        // RTMP has no place for VP8, which is encoded anew.
        SessionEndReason reason = await _pusher.RunAsync(
            new LivePushSource(publication.Stream), command.Target, session.PushMute, Telling(session, () => publication.Describe() with { Codec = PictureCodec.H264 }), stop);
        End(session.Id, reason, "");
    }

    private async Task PushFilmAsync(EngineSession session, OpenPush command, SharedTimeline timeline, CancellationToken stop)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(MaxOpeningTime);
        FilmPushOpenResult opened = await _opener.OpenFilmAsync(command.AssetPath, timeline, _clock, patience.Token);
        if (opened.Source is not { } film)
        {
            End(session.Id, opened.Reason, opened.Detail);
            return;
        }

        using (film)
        {
            session.Join.OnAnswered();
            _events.Writer.TryWrite(new SessionAnswered(session.Id, "", film.Description));
            SessionEndReason reason = await _pusher.RunAsync(film, command.Target, session.PushMute, Telling(session, () => film.Description), stop);
            End(session.Id, reason, "");
        }
    }

    private Action<PushState, int, string> Telling(EngineSession session, Func<PlayedMedia> media) => (state, failures, problem) =>
    {
        _events.Writer.TryWrite(new SessionPushChanged(session.Id, state, failures, problem));
        if (state == PushState.Sending)
        {
            OnPushed(session, media());
        }
    };

    private void OnPushed(EngineSession session, PlayedMedia media)
    {
        if (session.Media is null)
        {
            session.Media = media;
            session.Join.OnConnected();
            session.Join.OnPlaying();
            _events.Writer.TryWrite(new SessionPlaying(session.Id, session.Media));
        }
    }
}
