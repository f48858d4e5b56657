namespace Vod.Media.Preparation;

/// <summary>What one transcoder process may take.</summary>
/// <param name="CpuTime">Processor time after which the kernel kills it; whole seconds, rounded up.</param>
/// <param name="MemoryBytes">Address space, shared libraries included: ffmpeg does not start below 300 MB.</param>
/// <param name="Silence">It is killed when it has given nothing for this long.</param>
/// <param name="Niceness">0 to 19; the higher, the more it stands back for others.</param>
internal readonly record struct TranscoderLimits(TimeSpan CpuTime, long MemoryBytes, TimeSpan Silence, int Niceness)
{
    /// <summary>Niceness of what somebody waits for: media workers come first, as preparing is ahead of time by nature.</summary>
    public const int Ahead = 5;

    /// <summary>Niceness of what nobody waits for.</summary>
    public const int Background = 19;
}
