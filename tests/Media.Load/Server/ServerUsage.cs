namespace Vod.Media.Load.Server;

/// <summary>What a process has used. The kernel counts its time to 10 ms.</summary>
/// <param name="User">Processor time outside of the kernel.</param>
/// <param name="Kernel">Processor time in the kernel.</param>
/// <param name="ResidentBytes">Memory it holds now.</param>
internal readonly record struct ServerUsage(TimeSpan User, TimeSpan Kernel, long ResidentBytes)
{
    /// <summary>All processor time.</summary>
    public TimeSpan Processor => User + Kernel;
}
