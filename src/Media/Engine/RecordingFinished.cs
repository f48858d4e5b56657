namespace Vod.Media.Engine;

/// <summary>
/// A recording is over, and its file, if there is one, complete: because it was stopped, because it could not go on, or because its publication is about to end, which
/// <see cref="SessionEnded"/> then tells after this.
/// </summary>
/// <param name="Session">The publication.</param>
/// <param name="RecordName">Name of the file in the folder of recordings; empty when there is none.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">One line for the log of the operator; may be empty.</param>
public sealed record RecordingFinished(SessionId Session, string RecordName, RecordingOutcome Outcome, string Detail) : EngineEvent(Session);
