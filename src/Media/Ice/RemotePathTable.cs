using Vod.Media.Timing;

namespace Vod.Media.Ice;

/// <summary>The addresses the peer has proved to be reachable at, few and bounded; a linear search beats any index at this size.</summary>
internal sealed class RemotePathTable
{
    /// <summary>
    /// Addresses remembered per session. A browser with several interfaces, both IP versions and a NAT in front shows up from
    /// four to six; a peer that keeps changing ports pushes out its own oldest ones.
    /// </summary>
    public const int MaxPaths = 8;

    private readonly RemotePath[] _paths = new RemotePath[MaxPaths];

    /// <summary>Addresses known.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a genuine check has come from this address and it has not been pushed out since.</summary>
    public bool Contains(TransportAddress address) => IndexOf(address) >= 0;

    /// <summary>The entry of a known address.</summary>
    public ref RemotePath this[TransportAddress address] => ref _paths[IndexOf(address)];

    /// <summary>The entry of an address; a new one may push out the one checked longest ago, but never <paramref name="keep"/>.</summary>
    public ref RemotePath GetOrAdd(TransportAddress address, TransportAddress? keep)
    {
        int index = IndexOf(address);
        if (index < 0)
        {
            index = Count < MaxPaths ? Count++ : OldestExcept(keep);
            _paths[index] = new RemotePath { Address = address };
        }

        return ref _paths[index];
    }

    private int IndexOf(TransportAddress address)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_paths[i].Address == address)
            {
                return i;
            }
        }

        return -1;
    }

    private int OldestExcept(TransportAddress? keep)
    {
        int oldest = -1;
        MonotonicTime oldestCheck = MonotonicTime.Never;
        for (int i = 0; i < Count; i++)
        {
            if (_paths[i].Address != keep && _paths[i].LastCheck < oldestCheck)
            {
                oldest = i;
                oldestCheck = _paths[i].LastCheck;
            }
        }

        return oldest;
    }
}
