using System.Net;
using System.Net.Sockets;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Live;

/// <summary>A scripted browser on a real socket and real time.</summary>
/// <param name="port">The port of the worker that was announced to it.</param>
/// <param name="take">Takes a datagram.</param>
/// <param name="give">Gives the next datagram, or null.</param>
/// <param name="tick">Acts on deadlines that have passed.</param>
internal sealed class LoopbackBrowser(int port, Action<byte[], MonotonicTime> take, Func<MonotonicTime, byte[]?> give, Action<MonotonicTime> tick) : IDisposable
{
    private readonly Socket _socket = Bind();
    private readonly IPEndPoint _server = new(IPAddress.Loopback, port);
    private readonly byte[] _buffer = new byte[2048];

    /// <summary>Takes what has come, and sends what there is to send.</summary>
    public void Pump(MonotonicTime now)
    {
        while (_socket.Available > 0)
        {
            int length = _socket.Receive(_buffer);
            take(_buffer[..length], now);
        }

        tick(now);
        while (give(now) is { } datagram)
        {
            _socket.SendTo(datagram, _server);
        }
    }

    public void Dispose() => _socket.Dispose();

    private static Socket Bind()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
