namespace Vod.Media.Load.Runs;

/// <summary>The moments of a row.</summary>
/// <param name="Idle">Some seconds before the first viewer.</param>
/// <param name="Before">Right before the first viewer.</param>
/// <param name="Set">When the last one had a key frame.</param>
/// <param name="Begin">The window begins.</param>
/// <param name="End">The window ends.</param>
internal sealed record LoadMoments(Moment Idle, Moment Before, Moment Set, Moment Begin, Moment End);
