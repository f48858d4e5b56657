using Vod.Media.Timing;

namespace Vod.Media.Simulation.Browser;

/// <summary>
/// The ICE sessions of the scripted browser: one, and a second one while it restarts. As in a real one, all goes over the old path until a new one is nominated,
/// and the old one is checked until then.
/// </summary>
internal sealed class BrowserPaths(IceControllingClient first, TransportAddress address)
{
    private IceControllingClient _current = first;
    private IceControllingClient? _next;
    private TransportAddress _nextAddress;

    /// <summary>Where the browser sends from, and wants its media.</summary>
    public TransportAddress Address { get; private set; } = address;

    /// <summary>Where the browser can be reached: the old address for what is still under way to it, the new one as soon as checks come from there.</summary>
    public HashSet<TransportAddress> Reachable { get; } = [address];

    /// <summary>When the latest restart was settled.</summary>
    public MonotonicTime? MovedAt { get; private set; }

    public bool IsConnected => _current.State == IceControllingClient.Phase.Connected;

    public bool IsRestarting => _next is not null;

    public MonotonicTime NextTimeout => MonotonicTime.Min(_current.NextTimeout, _next?.NextTimeout ?? MonotonicTime.Never);

    public void Start(MonotonicTime now) => _current.Start(now);

    /// <summary>Starts checks with new credentials from another address.</summary>
    public void Restart(IceControllingClient next, TransportAddress from, MonotonicTime now)
    {
        (_next, _nextAddress) = (next, from);
        Reachable.Add(from);
        next.Start(now);
    }

    public void Stop()
    {
        _current.Stop();
        _next?.Stop();
    }

    public void HandleDatagram(ReadOnlySpan<byte> datagram, MonotonicTime now)
    {
        if (_next?.HandleDatagram(datagram, now) != true)
        {
            _current.HandleDatagram(datagram, now);
        }

        if (_next is { State: IceControllingClient.Phase.Connected } nominated)
        {
            _current.Stop();
            (_current, _next, Address, MovedAt) = (nominated, null, _nextAddress, now);
        }
    }

    public void HandleTimeout(MonotonicTime now)
    {
        _current.HandleTimeout(now);
        _next?.HandleTimeout(now);
    }

    public bool TryPollTransmit(Span<byte> buffer, out int length, out TransportAddress from)
    {
        from = Address;
        if (_current.TryPollTransmit(buffer, out length))
        {
            return true;
        }

        from = _nextAddress;
        return _next is not null && _next.TryPollTransmit(buffer, out length);
    }
}
