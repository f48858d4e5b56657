namespace Vod.Media.Mp4.Writing;

/// <summary>Samples that last equally long: a row of stts.</summary>
/// <param name="Samples">How many.</param>
/// <param name="Delta">Ticks of each.</param>
internal readonly record struct TimeRun(uint Samples, uint Delta);
