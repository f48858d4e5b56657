namespace Vod.Media.Host.Udp;

/// <summary>
/// The socket of one worker: used by its thread only, except <see cref="Wake"/>. This is the seam where batched system calls (recvmmsg, sendmmsg, UDP_SEGMENT)
/// take the place of the managed socket.
/// </summary>
internal interface IDatagramSocket : IDisposable
{
    /// <summary>The local port.</summary>
    ushort Port { get; }

    /// <summary>Waits until a datagram can be received, <see cref="Wake"/> was called, or the time has passed.</summary>
    void Wait(TimeSpan atMost);

    /// <summary>Ends the current or next <see cref="Wait"/>. Safe from any thread.</summary>
    void Wake();

    /// <summary>Takes one datagram without waiting. False when there is none; a datagram longer than the buffer is dropped.</summary>
    bool TryReceive(Span<byte> buffer, out int length, out TransportAddress from);

    /// <summary>Sends one datagram without waiting.</summary>
    SendOutcome Send(ReadOnlySpan<byte> datagram, TransportAddress to);
}
