namespace Vod.Media.Mp4.Fragments;

/// <summary>One sample of a track run.</summary>
/// <param name="Duration">Ticks.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Flags">See <see cref="SampleFlags"/>.</param>
/// <param name="CompositionOffset">Ticks from decoding to showing.</param>
internal readonly record struct RunSample(uint Duration, uint Size, uint Flags, int CompositionOffset);
