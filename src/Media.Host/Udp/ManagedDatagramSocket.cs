using System.Net;
using System.Net.Sockets;

namespace Vod.Media.Host.Udp;

/// <summary>
/// One non-blocking UDP socket of the base class library, dual-stack where the system has IPv6. A datagram to its own port from a second socket is what wakes
/// a waiting worker: the library cannot poll a socket and an event together.
/// </summary>
internal sealed class ManagedDatagramSocket : IDatagramSocket
{
    /// <summary>Room for the key frames of many viewers at one instant. The kernel grants less when net.core.[rw]mem_max is lower.</summary>
    public const int SocketBufferBytes = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly Socket _waker;
    private readonly SocketAddress _receiveAddress;
    private readonly SocketAddress _sendAddress;
    private readonly byte[] _wakeDatagram = [0xFF];
    private readonly ushort _wakerPort;
    private int _wakePending;

    private ManagedDatagramSocket(Socket socket, Socket waker)
    {
        _socket = socket;
        _waker = waker;
        _receiveAddress = new SocketAddress(socket.AddressFamily);
        _sendAddress = new SocketAddress(socket.AddressFamily);
        _wakerPort = (ushort)((IPEndPoint)waker.LocalEndPoint!).Port;
        Port = (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <inheritdoc/>
    public ushort Port { get; }

    /// <summary>Binds a port on all addresses. Throws <see cref="SocketException"/> when it is taken.</summary>
    /// <param name="port">0 lets the system choose.</param>
    public static ManagedDatagramSocket Bind(int port)
    {
        Socket socket = Socket.OSSupportsIPv6
            ? new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true }
            : new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Socket waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Blocking = false;
            socket.ReceiveBufferSize = SocketBufferBytes;
            socket.SendBufferSize = SocketBufferBytes;
            socket.Bind(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            waker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            waker.Connect(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)socket.LocalEndPoint!).Port));
            return new ManagedDatagramSocket(socket, waker);
        }
        catch
        {
            socket.Dispose();
            waker.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan atMost)
    {
        // Poll counts in whole milliseconds; a shorter wait must not become a busy loop.
        long microseconds = Math.Clamp(atMost.Ticks / TimeSpan.TicksPerMicrosecond, 0, int.MaxValue);
        if (microseconds > 0)
        {
            _socket.Poll((int)Math.Max(microseconds, 1000), SelectMode.SelectRead);
        }

        // From here on a new command needs a new wake-up, even if the datagram of the last one was lost. A full fence: the caller looks at its queue next, and
        // whoever found the flag still set must find his command taken.
        Interlocked.Exchange(ref _wakePending, 0);
    }

    /// <inheritdoc/>
    public void Wake()
    {
        // One datagram is enough however many commands are queued before the worker looks.
        if (Interlocked.Exchange(ref _wakePending, 1) == 0)
        {
            try
            {
                _waker.Send(_wakeDatagram);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The worker wakes by its own time-out a little later.
            }
        }
    }

    /// <inheritdoc/>
    public bool TryReceive(Span<byte> buffer, out int length, out TransportAddress from)
    {
        // Asking first costs a system call; receiving from an empty socket would cost an exception.
        while (_socket.Poll(0, SelectMode.SelectRead))
        {
            try
            {
                length = _socket.ReceiveFrom(buffer, SocketFlags.None, _receiveAddress);
            }
            catch (SocketException)
            {
                // The error of an earlier send (ICMP), or another reader's race: the next datagram is not affected.
                continue;
            }

            from = SocketAddressCodec.Read(_receiveAddress);
            if (!IsWake(length, from))
            {
                return true;
            }
        }

        length = 0;
        from = default;
        return false;
    }

    /// <inheritdoc/>
    public SendOutcome Send(ReadOnlySpan<byte> datagram, TransportAddress to)
    {
        if (!SocketAddressCodec.TryWrite(to, _sendAddress))
        {
            return SendOutcome.Unreachable;
        }

        try
        {
            _socket.SendTo(datagram, SocketFlags.None, _sendAddress);
            return SendOutcome.Sent;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable
                ? SendOutcome.BufferFull
                : SendOutcome.Unreachable;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _waker.Dispose();
        _socket.Dispose();
    }

    private bool IsWake(int length, TransportAddress from) => length == 1 && from.Port == _wakerPort && from.IsIPv4 && from.IPv4 == 0x7F00_0001;
}
