using System.Net;
using System.Net.Sockets;

namespace Vod.Media.Host.Udp;

/// <summary>
/// What every kind of datagram socket is built on: one non-blocking UDP socket, dual-stack where the system has IPv6, and how to wait on it. A datagram to its own port from a
/// second socket is what wakes a waiting worker: the base class library cannot poll a socket and an event together.
/// </summary>
internal sealed class BoundSocket : IDisposable
{
    /// <summary>Room for the key frames of many viewers at one instant. The kernel grants less when net.core.[rw]mem_max is lower.</summary>
    public const int BufferBytes = 4 * 1024 * 1024;

    private readonly Socket _waker;
    private readonly byte[] _wakeDatagram = [0xFF];
    private int _wakePending;

    private BoundSocket(Socket socket, Socket waker)
    {
        Socket = socket;
        _waker = waker;
        WakerAddress = TransportAddress.FromIPv4(0x7F00_0001, (ushort)((IPEndPoint)waker.LocalEndPoint!).Port);
        Port = (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>The socket.</summary>
    public Socket Socket { get; }

    /// <summary>The local port.</summary>
    public ushort Port { get; }

    /// <summary>Where wake-ups come from. What is sent there is read by nobody but <see cref="TryReceiveAtWaker"/>.</summary>
    public TransportAddress WakerAddress { get; }

    /// <summary>Bytes of the send buffer that the kernel has granted.</summary>
    public int GrantedSendBytes => Granted(Socket.SendBufferSize);

    /// <summary>Bytes of the receive buffer that the kernel has granted.</summary>
    public int GrantedReceiveBytes => Granted(Socket.ReceiveBufferSize);

    /// <summary>Binds a port on all addresses. Throws <see cref="SocketException"/> when it is taken.</summary>
    /// <param name="port">0 lets the system choose.</param>
    /// <param name="family">IPv6 is dual-stack; null takes what the system has.</param>
    /// <param name="bufferBytes">Wanted size of either buffer.</param>
    public static BoundSocket Bind(int port, AddressFamily? family = null, int bufferBytes = BufferBytes)
    {
        bool isDualStack = family is null ? Socket.OSSupportsIPv6 : family == AddressFamily.InterNetworkV6;
        Socket socket = isDualStack
            ? new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { DualMode = true }
            : new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Socket waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Blocking = false;
            socket.ReceiveBufferSize = bufferBytes;
            socket.SendBufferSize = bufferBytes;
            socket.Bind(new IPEndPoint(isDualStack ? IPAddress.IPv6Any : IPAddress.Any, port));
            waker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            waker.Connect(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)socket.LocalEndPoint!).Port));
            return new BoundSocket(socket, waker);
        }
        catch
        {
            socket.Dispose();
            waker.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="IDatagramSocket.Wait"/>
    public void Wait(TimeSpan atMost)
    {
        // Poll counts in whole milliseconds; a shorter wait must not become a busy loop.
        long microseconds = Math.Clamp(atMost.Ticks / TimeSpan.TicksPerMicrosecond, 0, int.MaxValue);
        if (microseconds > 0)
        {
            Socket.Poll((int)Math.Max(microseconds, 1000), SelectMode.SelectRead);
        }

        // From here on a new command needs a new wake-up, even if the datagram of the last one was lost. A full fence: the caller looks at its queue next, and
        // whoever found the flag still set must find his command taken.
        Interlocked.Exchange(ref _wakePending, 0);
    }

    /// <inheritdoc cref="IDatagramSocket.Wake"/>
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

    /// <summary>Whether a received datagram is a wake-up and nothing else.</summary>
    public bool IsWake(int length, TransportAddress from) => length == 1 && from == WakerAddress;

    /// <summary>Waits a while for a datagram that was sent to <see cref="WakerAddress"/>.</summary>
    public bool TryReceiveAtWaker(Span<byte> buffer, TimeSpan atMost, out int length)
    {
        length = 0;
        try
        {
            if (!_waker.Poll(atMost, SelectMode.SelectRead))
            {
                return false;
            }

            length = _waker.Receive(buffer);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _waker.Dispose();
        Socket.Dispose();
    }

    // Linux tells twice what it grants, the other half being for its own bookkeeping (socket(7)).
    private static int Granted(int told) => OperatingSystem.IsLinux() ? told / 2 : told;
}
