namespace Vod.Media.Matroska.Reading;

/// <summary>A frame of a block.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Size">Its bytes, at least 1.</param>
/// <param name="Length">How long it lasts by what is in it, in ticks of its track; 0 if that does not tell.</param>
/// <param name="IsHidden">Whether it is decoded and not shown: others refer to it.</param>
internal readonly record struct BlockFrame(long Offset, uint Size, uint Length, bool IsHidden = false);
