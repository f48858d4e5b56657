namespace Vod.Media.Live;

/// <summary>A copy of a key picture of a publication.</summary>
/// <param name="Number">Which one: later ones have higher numbers.</param>
/// <param name="Age">How much newer the last picture is.</param>
/// <param name="Shape">What it is like.</param>
/// <param name="Bytes">The picture.</param>
internal sealed record LiveKeyFrame(long Number, TimeSpan Age, LiveShape Shape, byte[] Bytes);
