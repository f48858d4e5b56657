using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>
/// Sends and receives many datagrams with one system call, and hands the run of one viewer to the kernel as one message, which the kernel or the network card cuts up (UDP generic
/// segmentation offload, GSO), where that works.
/// </summary>
internal sealed unsafe class LinuxDatagramSocket : IDatagramSocket
{
    /// <summary>Errors of earlier datagrams that are passed over in one attempt to receive. If there are more, the next wait ends at once.</summary>
    private const int MaxReceiveErrors = 8;

    private readonly BoundSocket _socket;
    private readonly AddressFamily _family;
    private readonly int _descriptor;
    private readonly MessageTable _arrivals;
    private readonly MessageSender _sender;

    /// <param name="socket">The socket; disposed with this.</param>
    /// <param name="segments">Whether runs are handed over as one message: after <see cref="SegmentationProbe"/> has found no obstacle.</param>
    /// <param name="log">Is told when segmentation is given up.</param>
    public LinuxDatagramSocket(BoundSocket socket, bool segments, ILogger log)
    {
        _socket = socket;
        _family = socket.Socket.AddressFamily;

        // The number is this socket's until it is disposed, which its owner does when the thread that makes the calls has ended.
        _descriptor = (int)socket.Socket.Handle;
        _arrivals = new MessageTable(_family);
        _sender = new MessageSender(_family, segments, (messages, count) => messages.Send(_descriptor, count), log);
    }

    /// <inheritdoc/>
    public ushort Port => _socket.Port;

    /// <summary>Whether runs are handed over as one message.</summary>
    public bool IsSegmenting => _sender.IsSegmenting;

    /// <inheritdoc/>
    public void Wait(TimeSpan atMost) => _socket.Wait(atMost);

    /// <inheritdoc/>
    public void Wake() => _socket.Wake();

    /// <inheritdoc/>
    public void Receive(ReceiveBatch batch)
    {
        batch.Clear();
        fixed (byte* buffer = batch.Buffer)
        {
            int count = ReceiveInto(buffer);
            for (int i = 0; i < count; i++)
            {
                TransportAddress from = SocketAddressCodec.Read(_arrivals.Name(i), _family);
                if (!_arrivals.IsTruncated(i) && !_socket.IsWake(_arrivals.Length(i), from))
                {
                    batch.Add(i, _arrivals.Length(i), from);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Send(SendBatch batch) => _sender.Send(batch);

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _arrivals.Dispose();
        _sender.Dispose();
    }

    private int ReceiveInto(byte* buffer)
    {
        for (int i = 0; i < ReceiveBatch.Capacity; i++)
        {
            _arrivals.SetIncoming(i, buffer + (i * ReceiveBatch.DatagramBytes), ReceiveBatch.DatagramBytes);
        }

        for (int errors = 0; errors < MaxReceiveErrors; errors++)
        {
            int count = _arrivals.Receive(_descriptor, ReceiveBatch.Capacity);
            if (count >= 0)
            {
                return count;
            }

            if (count == -LibC.EAGAIN)
            {
                break;
            }
        }

        return 0;
    }
}
