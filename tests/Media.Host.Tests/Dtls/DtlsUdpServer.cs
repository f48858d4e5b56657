using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Vod.Media.Dtls;
using Vod.Media.Timing;

namespace Vod.Media.Host.Tests.Dtls;

/// <summary>Carries datagrams between a socket and one endpoint, which is all the shell an endpoint needs.</summary>
internal sealed class DtlsUdpServer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly byte[] _buffer = new byte[4096];
    private EndPoint _peer = new IPEndPoint(IPAddress.Any, 0);
    private int _sent;

    public DtlsUdpServer(DtlsEndpoint endpoint)
    {
        Endpoint = endpoint;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public DtlsEndpoint Endpoint { get; }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Numbers of the datagrams of ours that the path shall lose.</summary>
    public Predicate<int> Loses { get; init; } = _ => false;

    private MonotonicTime Now => new(_clock.Elapsed.Ticks);

    /// <summary>Runs until the condition holds.</summary>
    public async Task RunUntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        Endpoint.Start(Now);
        while (!condition())
        {
            await SendAsync(cancellation);
            TimeSpan wait = Endpoint.NextTimeout.IsNever ? Timeout.InfiniteTimeSpan : Later(Endpoint.NextTimeout - Now);
            using CancellationTokenSource timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timer.CancelAfter(wait);
            try
            {
                SocketReceiveFromResult received = await _socket.ReceiveFromAsync(_buffer, SocketFlags.None, _peer, timer.Token);
                _peer = received.RemoteEndPoint;
                Endpoint.HandleDatagram(_buffer.AsSpan(0, received.ReceivedBytes), Now);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                Endpoint.HandleTimeout(Now);
            }
        }

        await SendAsync(cancellation);
    }

    public void Dispose() => _socket.Dispose();

    private static TimeSpan Later(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private async Task SendAsync(CancellationToken cancellation)
    {
        while (Endpoint.PollTransmit(_buffer, out int length))
        {
            if (!Loses(_sent++))
            {
                await _socket.SendToAsync(_buffer.AsMemory(0, length), SocketFlags.None, _peer, cancellation);
            }
        }
    }
}
