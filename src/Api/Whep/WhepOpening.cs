namespace Vod.Api.Whep;

/// <summary>What came of a player's offer: a session with its answer, or a problem.</summary>
/// <param name="Session">The session; null when there is none.</param>
/// <param name="Answer">SDP for the player.</param>
/// <param name="Problem">Why there is no session.</param>
internal readonly record struct WhepOpening(WhepSession? Session, string Answer, WhepProblem? Problem)
{
    /// <summary>No session.</summary>
    public static WhepOpening Refused(WhepProblem problem) => new(null, "", problem);
}
