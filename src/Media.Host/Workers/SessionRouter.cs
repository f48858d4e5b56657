using Vod.Media.Ice;

namespace Vod.Media.Host.Workers;

/// <summary>
/// Tells which session a datagram of the shared socket belongs to: connectivity checks by the ICE user name fragment they carry (RFC 8445 section 7.3), everything else
/// by an address from which this session has received an authenticated check. A stranger's packet reaches no session.
/// </summary>
internal sealed class SessionRouter
{
    private readonly Dictionary<UfragKey, WorkerSession> _byUfrag = [];
    private readonly Dictionary<TransportAddress, WorkerSession> _byAddress = [];

    /// <summary>Makes a session reachable by its checks.</summary>
    public void Add(WorkerSession session) => Accept(session, session.Peer.LocalUfrag, null);

    /// <summary>
    /// Makes a session reachable by checks with these fragments and no others. The old one of a restart that has been settled stays until the next call: the session
    /// itself no longer answers its checks.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="local">The fragment it has.</param>
    /// <param name="restarted">The one of an ICE restart that is under way.</param>
    public void Accept(WorkerSession session, UfragKey local, UfragKey? restarted)
    {
        ForgetUfrags(session);
        session.Ufrags = (local, restarted);
        _byUfrag.Add(local, session);
        if (restarted is { } second)
        {
            _byUfrag.Add(second, session);
        }
    }

    /// <summary>
    /// Makes a session reachable from an address it was authenticated from; the newest owner of an address has it. Beyond the limit the address that has been silent
    /// longest is forgotten.
    /// </summary>
    public void Learn(WorkerSession session, TransportAddress address)
    {
        if (_byAddress.TryGetValue(address, out WorkerSession? owner))
        {
            if (owner == session && session.Addresses[^1] == address)
            {
                return;
            }

            owner.Addresses.Remove(address);
        }

        _byAddress[address] = session;
        session.Addresses.Add(address);
        if (session.Addresses.Count > RemotePathTable.MaxPaths)
        {
            Forget(session, session.Addresses[0]);
            session.Addresses.RemoveAt(0);
        }
    }

    /// <summary>Forgets a session.</summary>
    public void Remove(WorkerSession session)
    {
        ForgetUfrags(session);
        foreach (TransportAddress address in session.Addresses)
        {
            Forget(session, address);
        }

        session.Addresses.Clear();
    }

    /// <summary>The session a datagram is for, or null.</summary>
    public WorkerSession? Find(ReadOnlySpan<byte> datagram, DatagramKind kind, TransportAddress from)
    {
        if (kind == DatagramKind.Stun)
        {
            return UfragKey.TryGetLocalUfrag(datagram, out UfragKey ufrag) ? _byUfrag.GetValueOrDefault(ufrag) : null;
        }

        return _byAddress.GetValueOrDefault(from);
    }

    private void ForgetUfrags(WorkerSession session)
    {
        Forget(session, session.Ufrags.Local);
        if (session.Ufrags.Restarted is { } restarted)
        {
            Forget(session, restarted);
        }
    }

    private void Forget(WorkerSession session, UfragKey ufrag)
    {
        if (_byUfrag.TryGetValue(ufrag, out WorkerSession? owner) && owner == session)
        {
            _byUfrag.Remove(ufrag);
        }
    }

    private void Forget(WorkerSession session, TransportAddress address)
    {
        if (_byAddress.TryGetValue(address, out WorkerSession? owner) && owner == session)
        {
            _byAddress.Remove(address);
        }
    }
}
