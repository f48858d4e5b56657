using Vod.Media.Engine;

namespace Vod.Media.Host.Pushing;

/// <summary>A film that can be sent on, or why it cannot.</summary>
/// <param name="Source">The film; null when it cannot be sent.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Detail">One line for the operator's log.</param>
internal readonly record struct FilmPushOpenResult(FilmPushSource? Source, SessionEndReason Reason, string Detail);
