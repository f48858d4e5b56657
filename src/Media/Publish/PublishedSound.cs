namespace Vod.Media.Publish;

/// <summary>One Opus packet of a publisher. What was lost, and what was not sent because it was silent, is a gap in time.</summary>
/// <param name="Time">When it is heard, in the publisher's time: zero is its first media packet.</param>
/// <param name="Duration">How long it lasts: 2.5 to 120 ms.</param>
internal readonly record struct PublishedSound(TimeSpan Time, TimeSpan Duration);
