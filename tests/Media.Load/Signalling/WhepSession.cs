namespace Vod.Media.Load.Signalling;

/// <summary>What became of a POST.</summary>
/// <param name="Url">The session, to be deleted; null when there is none.</param>
/// <param name="Answer">Its answer; null when there is none or it cannot be used.</param>
/// <param name="Problem">What went wrong, in a few words; null when nothing did.</param>
internal sealed record WhepSession(Uri? Url, WhepAnswer? Answer, string? Problem);
