using Vod.Media.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Ice;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Host.Workers;

/// <summary>What other threads ask of a worker, carried out between two packets.</summary>
internal abstract record WorkerCommand
{
    /// <summary>The session is not there, or has just come to an end over this command: who waits for the outcome is told.</summary>
    public virtual void Refuse()
    {
    }

    /// <summary>Take over a new session.</summary>
    internal sealed record Add(WorkerSession Session) : WorkerCommand;

    /// <summary>End a session; unknown ones are ignored.</summary>
    internal sealed record Close(SessionId Session, SessionEndReason Reason) : WorkerCommand;

    /// <summary>Give a session new ICE credentials; <paramref name="Taken"/> says whether it took them.</summary>
    internal sealed record RestartIce(SessionId Session, IceCredentials Credentials, TaskCompletionSource<bool> Taken) : WorkerCommand
    {
        /// <inheritdoc/>
        public override void Refuse() => Taken.TrySetResult(false);
    }

    /// <summary>A read is done; <paramref name="Failure"/> is set when the storage failed.</summary>
    internal sealed record ReadCompleted(PlaybackSession Session, ReadRequest Request, int BytesRead, MediaFailure? Failure) : WorkerCommand;

    /// <summary>Viewers of a publication want a key frame.</summary>
    internal sealed record RequestKeyFrame(SessionId Session) : WorkerCommand;

    /// <summary>Have a publication recorded, or no longer when there is no recorder; <paramref name="Taken"/> says whether there is such a publication.</summary>
    internal sealed record Record(SessionId Session, Recording? Recorder, TaskCompletionSource<bool> Taken) : WorkerCommand
    {
        /// <inheritdoc/>
        public override void Refuse() => Taken.TrySetResult(false);
    }

    /// <summary>
    /// Look at a session without changing it. The visitor is called on the worker's thread, with null when the session is not there, and must neither wait nor throw.
    /// </summary>
    internal sealed record Visit(SessionId Session, Action<WorkerSession?, MonotonicTime> Visitor) : WorkerCommand;
}
