using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vod.Storage.Tests.Servers;

/// <summary>An HTTP server that answers every request with the bytes a test gives it, then closes.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _accepting;

    /// <param name="answer">Writes an answer. What it has not written when it returns never comes.</param>
    public ScriptedServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <param name="answer">The whole answer.</param>
    public ScriptedServer(string answer)
        : this((stream, cancellation) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancellation).AsTask())
    {
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The heads of the requests so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket socket)
    {
        using NetworkStream stream = new(socket, ownsSocket: true);
        try
        {
            StringBuilder head = new();
            byte[] piece = new byte[4096];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                int read = await stream.ReadAsync(piece, _end.Token);
                if (read == 0)
                {
                    return;
                }

                head.Append(Encoding.Latin1.GetString(piece, 0, read));
            }

            Requests.Enqueue(head.ToString());
            await _answer(stream, _end.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }
    }
}
