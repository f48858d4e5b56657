using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Udp.Linux;

namespace Vod.Media.Host.Tests.Udp;

/// <summary>Sockets of a worker, and what viewers have.</summary>
internal static class TestSockets
{
    private const int ReceiveBufferBytes = 4 * 1024 * 1024;

    /// <summary>One on a port of the system's choice; skips the test where there is none of its kind.</summary>
    public static IDatagramSocket Bind(SocketKind kind) => Of(kind, BoundSocket.Bind(0));

    public static IDatagramSocket Of(SocketKind kind, BoundSocket socket)
    {
        if (kind == SocketKind.Managed)
        {
            return new ManagedDatagramSocket(socket);
        }

        SkipWithoutLinux();
        return new LinuxDatagramSocket(socket, segments: kind == SocketKind.Segmented, NullLogger.Instance);
    }

    public static void SkipWithoutLinux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "system calls of Linux");

    /// <summary>A viewer's socket on loopback.</summary>
    public static Socket Viewer(IPAddress? address = null)
    {
        Socket viewer = new((address ?? IPAddress.Loopback).AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = 10_000,
            ReceiveBufferSize = ReceiveBufferBytes,
        };
        viewer.Bind(new IPEndPoint(address ?? IPAddress.Loopback, 0));
        return viewer;
    }

    public static TransportAddress AddressOf(Socket socket)
    {
        IPEndPoint endpoint = (IPEndPoint)socket.LocalEndPoint!;
        return TransportAddress.From(endpoint.Address, (ushort)endpoint.Port);
    }

    /// <summary>The lengths of what has arrived; fails when it is not the datagrams of <see cref="Add"/> in their order.</summary>
    public static int[] LengthsReceived(Socket viewer)
    {
        List<int> lengths = [];
        byte[] buffer = new byte[65536];
        while (viewer.Poll(0, SelectMode.SelectRead))
        {
            int length = viewer.Receive(buffer);
            Assert.Equal(Content(lengths.Count, length), buffer[..length]);
            lengths.Add(length);
        }

        return [.. lengths];
    }

    /// <summary>Puts datagrams of these lengths into a batch, each with bytes of its own.</summary>
    public static void Add(SendBatch batch, TransportAddress to, params ReadOnlySpan<int> lengths)
    {
        int number = Enumerable.Range(0, batch.Count).Count(i => batch.Destination(i) == to);
        foreach (int length in lengths)
        {
            Content(number++, length).CopyTo(batch.Room);
            batch.Add(length, to);
        }
    }

    public static SendOutcome[] Outcomes(SendBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(batch.Outcome)];

    private static byte[] Content(int number, int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((number * 31) + (i * 7) + (i >> 8)))];
}
