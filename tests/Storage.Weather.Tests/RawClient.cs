using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vod.Storage.Weather.Tests;

/// <summary>One connection to a proxy, so that a test sees what is on the wire.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RawClient(WeatherProxy proxy)
    {
        _socket.Connect(IPAddress.Loopback, proxy.Port);
        _socket.ReceiveTimeout = 30_000;
    }

    /// <summary>Asks for some bytes of the object.</summary>
    public RawClient Get(int first, int length)
    {
        Send($"GET /bucket/film.mp4?signature=secret HTTP/1.1\r\nHost: store.example:9000\r\nRange: bytes={first}-{first + length - 1}\r\n\r\n");
        return this;
    }

    public void Send(string text) => _socket.Send(Encoding.Latin1.GetBytes(text));

    /// <summary>The head of an answer.</summary>
    public HttpHead ReadHead()
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (!IsWhole(head))
        {
            Assert.Equal(1, _socket.Receive(one));
            head.Add(one[0]);
        }

        return new HttpHead([.. head]);
    }

    /// <summary>So many bytes.</summary>
    public byte[] Read(int length)
    {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length;)
        {
            int read = _socket.Receive(bytes.AsSpan(at));
            Assert.NotEqual(0, read);
            at += read;
        }

        return bytes;
    }

    /// <summary>All that comes until the connection ends, and whether it was reset.</summary>
    public (byte[] Bytes, bool IsReset) ReadToEnd()
    {
        MemoryStream bytes = new();
        byte[] buffer = new byte[4096];
        try
        {
            int read;
            while ((read = _socket.Receive(buffer)) > 0)
            {
                bytes.Write(buffer, 0, read);
            }

            return (bytes.ToArray(), false);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            return (bytes.ToArray(), true);
        }
    }

    /// <summary>Whether there is nothing to be read yet.</summary>
    public bool IsSilent => _socket.Available == 0;

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(List<byte> head) => head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'];
}
