namespace Vod.Media.Live;

/// <summary>What is known of an Opus packet of a publication, but for its bytes.</summary>
/// <param name="Time">When it is heard, in the publisher's time and ticks of 48 kHz. Later than that of the packet before.</param>
internal readonly record struct KeptSound(long Time);
