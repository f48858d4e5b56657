namespace Vod.Media.Engine;

/// <summary>How it stands with something that is sent on has changed. About <see cref="OpenPush"/> only, which begins as <see cref="PushState.Connecting"/>.</summary>
/// <param name="Session">The session.</param>
/// <param name="State">How it stands.</param>
/// <param name="Failures">Connections in a row that broke or could not be made, since it was last being sent.</param>
/// <param name="Problem">What was wrong with the last of them, one line without the address it is sent to; empty when nothing was.</param>
public sealed record SessionPushChanged(SessionId Session, PushState State, int Failures, string Problem) : EngineEvent(Session);
