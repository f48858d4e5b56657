using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Vod.Storage.Weather;

/// <summary>
/// An HTTP reverse proxy on the loopback address with bad weather in it. Requests pass as they are, byte by byte, so that their signatures hold (AWS Signature Version 4 and
/// Shared Key cover the Host header, which names the store to the client: give the proxy's address as the endpoint); answers meet what the <see cref="Forecast"/> says.
/// </summary>
internal sealed class WeatherProxy : IAsyncDisposable
{
    private const int Backlog = 512;
    private readonly EndPoint _store;
    private readonly WeatherClock _clock;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly Lock _lock = new();
    private volatile Forecast _forecast = Forecast.Fair;
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Starts on a port that the system chooses.</summary>
    /// <param name="store">Where the store is.</param>
    /// <param name="time">What latency and bandwidth are measured with; null for real time.</param>
    public WeatherProxy(EndPoint store, TimeProvider? time = null)
    {
        _store = store;
        _clock = new WeatherClock(time ?? TimeProvider.System);
        GoUp();
    }

    /// <summary>The port; the same whether it is up or down.</summary>
    public int Port { get; private set; }

    /// <summary>The address to give to clients as their endpoint.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{Port}");

    /// <summary>What was asked for.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>What happens to the requests that come from now on.</summary>
    public Forecast Forecast
    {
        get => _forecast;
        set => _forecast = value;
    }

    /// <summary>From now on connections are refused; those that are open are reset.</summary>
    public void GoDown()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
        }

        ResetConnections();
    }

    /// <summary>Resets the connections that are open: an idle one, kept for the next request, among them.</summary>
    public void ResetConnections()
    {
        foreach (Socket client in _connections.Keys)
        {
            try
            {
                client.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It has ended by itself.
            }

            client.Dispose();
        }
    }

    /// <summary>Listens again, on the same port.</summary>
    public void GoUp()
    {
        lock (_lock)
        {
            if (_listener is not null)
            {
                return;
            }

            _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            _listener.Listen(Backlog);
            Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
            _accepting = AcceptAsync(_listener);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        GoDown();
        await _stopping.CancelAsync();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptAsync(_stopping.Token);
                client.NoDelay = true;
                TaskCompletionSource begin = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _connections[client] = ServeAsync(client, begin.Task);
                begin.SetResult();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It is down.
        }
    }

    private async Task ServeAsync(Socket client, Task begin)
    {
        await begin;
        await new Exchange(client, _store, Log, () => Forecast, _clock).RunAsync(_stopping.Token);
        _connections.TryRemove(client, out _);
    }
}
