using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vod.Storage.Weather.Tests;

/// <summary>An object store with one object, which it gives in ranges; it remembers what it was sent.</summary>
internal sealed class Store : IAsyncDisposable
{
    public const string EntityTag = "\"1\"";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    public Store()
    {
        new Random(1).NextBytes(Object);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public byte[] Object { get; } = new byte[300_000];

    public EndPoint Address => _listener.LocalEndPoint!;

    public ConcurrentQueue<(HttpHead Head, byte[] Body)> Requests { get; } = new();

    /// <summary>Whether the object comes in chunks.</summary>
    public bool SendsChunks { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using Socket socket = await _listener.AcceptAsync(_stopping.Token);
                await ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        WireReader reader = new(socket);
        while (await reader.ReadHeadAsync(_stopping.Token) is { } request)
        {
            if (request.ExpectsContinue)
            {
                await socket.SendAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stopping.Token);
            }

            MemoryStream body = new();
            BodyReader bodyReader = new(reader, request, length: null, endsWithConnection: false);
            byte[] buffer = new byte[WireReader.MaxHead];
            int read;
            while ((read = await bodyReader.ReadAsync(buffer, _stopping.Token)) > 0)
            {
                body.Write(buffer, 0, read);
            }

            Requests.Enqueue((request, body.ToArray()));
            await socket.SendAsync(Answer(request), _stopping.Token);
        }
    }

    private byte[] Answer(HttpHead request)
    {
        string[] range = (request["Range"] ?? $"bytes=0-{Object.Length - 1}").Split('=', '-');
        int first = int.Parse(range[1], CultureInfo.InvariantCulture);
        int last = int.Parse(range[2], CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> body = request.Method == "HEAD" ? [] : Object.AsSpan(first..(last + 1));
        string framing = SendsChunks ? "Transfer-Encoding: chunked" : $"Content-Length: {last + 1 - first}";
        byte[] head = Encoding.Latin1.GetBytes(
            $"HTTP/1.1 206 Partial Content\r\nETag: {EntityTag}\r\nContent-Range: bytes {first}-{last}/{Object.Length}\r\n{framing}\r\n\r\n");
        return SendsChunks ? [.. head, .. Chunk(body[..10]), .. Chunk(body[10..]), .. "0\r\nX-Trailer: yes\r\n\r\n"u8] : [.. head, .. body];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> bytes) => [.. Encoding.Latin1.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];
}
