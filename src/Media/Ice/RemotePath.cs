using Vod.Media.Timing;

namespace Vod.Media.Ice;

/// <summary>
/// An address of the peer that has sent a genuine check: the remote half of a candidate pair. The local half is always the worker's port.
/// </summary>
internal struct RemotePath
{
    /// <summary>Where the checks came from.</summary>
    public TransportAddress Address;

    /// <summary>PRIORITY of the latest check.</summary>
    public uint Priority;

    /// <summary>When the latest check came; decides which path is forgotten first.</summary>
    public MonotonicTime LastCheck;

    /// <summary>When the latest check with USE-CANDIDATE came.</summary>
    public MonotonicTime LastNomination;
}
