namespace Vod.Media.Fuzz.Guided;

/// <summary>An input that reached something new when it came.</summary>
/// <param name="Bytes">The input.</param>
/// <param name="Features">What it runs through.</param>
internal sealed record GuidedInput(byte[] Bytes, HashSet<int> Features);
