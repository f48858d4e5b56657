namespace Vod.Media.Mp4;

/// <summary>How uncompressed sound is written.</summary>
/// <param name="BitsPerSample">8, 16, 24, 32 or 64.</param>
/// <param name="IsFloat">IEEE 754 instead of integers.</param>
/// <param name="IsBigEndian">Most significant byte first.</param>
/// <param name="IsUnsigned">Silence is in the middle of the range instead of at 0.</param>
internal readonly record struct PcmFormat(int BitsPerSample, bool IsFloat, bool IsBigEndian, bool IsUnsigned);
