using System.Net;
using System.Net.Sockets;

namespace Vod.Media.Host.Udp;

/// <summary>A call of the base class library for each datagram: for systems without batched calls, and for comparing.</summary>
/// <param name="socket">The socket; disposed with this.</param>
internal sealed class ManagedDatagramSocket(BoundSocket socket) : IDatagramSocket
{
    private readonly SocketAddress _receiveAddress = new(socket.Socket.AddressFamily);
    private readonly SocketAddress _sendAddress = new(socket.Socket.AddressFamily);

    /// <inheritdoc/>
    public ushort Port => socket.Port;

    /// <inheritdoc/>
    public void Wait(TimeSpan atMost) => socket.Wait(atMost);

    /// <inheritdoc/>
    public void Wake() => socket.Wake();

    /// <inheritdoc/>
    public void Receive(ReceiveBatch batch)
    {
        batch.Clear();

        // Asking first costs a system call; receiving from an empty socket would cost an exception.
        while (!batch.IsFull && socket.Socket.Poll(0, SelectMode.SelectRead))
        {
            int slot = batch.Count;
            int length;
            try
            {
                length = socket.Socket.ReceiveFrom(batch.Slot(slot), SocketFlags.None, _receiveAddress);
            }
            catch (SocketException)
            {
                // The error of an earlier send (ICMP), or another reader's race: the next datagram is not affected.
                continue;
            }

            // Whether a datagram that fills its slot was cut off is not told on every system.
            TransportAddress from = SocketAddressCodec.Read(_receiveAddress.Buffer.Span, _receiveAddress.Family);
            if (length < ReceiveBatch.DatagramBytes && !socket.IsWake(length, from))
            {
                batch.Add(slot, length, from);
            }
        }
    }

    /// <inheritdoc/>
    public void Send(SendBatch batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            batch.Decide(i, 1, Send(batch.Datagram(i), batch.Destination(i)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private SendOutcome Send(ReadOnlySpan<byte> datagram, TransportAddress to)
    {
        if (!SocketAddressCodec.TryWrite(to, _sendAddress.Buffer.Span, _sendAddress.Family))
        {
            return SendOutcome.Unreachable;
        }

        try
        {
            socket.Socket.SendTo(datagram, SocketFlags.None, _sendAddress);
            return SendOutcome.Sent;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable
                ? SendOutcome.BufferFull
                : SendOutcome.Unreachable;
        }
    }
}
