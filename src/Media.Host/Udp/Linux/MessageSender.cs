using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>
/// Hands batches to the kernel: one message for each run of a viewer, as many messages as a call takes. A message that fails costs its own datagrams only.
/// </summary>
internal sealed unsafe partial class MessageSender : IDisposable
{
    /// <summary>Most datagrams the kernel cuts one message into (UDP_MAX_SEGMENTS of linux/udp.h; twice as many since Linux 6.9).</summary>
    public const int MaxSegments = 64;

    private readonly AddressFamily _family;
    private readonly SendMessages _send;
    private readonly ILogger _log;
    private readonly MessageTable _messages;
    private readonly int[] _runs = new int[MessageTable.Capacity]; // datagrams of each message
    private int _maxSegments;

    // Of the batch under way, as indices of datagrams.
    private int _next;
    private int _singleBefore; // those before it go one by one
    private int _retried;

    /// <param name="family">That of the socket.</param>
    /// <param name="segments">Whether the kernel cuts messages up.</param>
    /// <param name="send">The system call.</param>
    /// <param name="log">Is told when segmentation is given up.</param>
    public MessageSender(AddressFamily family, bool segments, SendMessages send, ILogger log)
    {
        _family = family;
        _send = send;
        _log = log;
        _maxSegments = segments ? MaxSegments : 1;
        _messages = new MessageTable(family);
    }

    /// <summary>Whether runs are handed over as one message.</summary>
    public bool IsSegmenting => _maxSegments > 1;

    /// <inheritdoc cref="IDatagramSocket.Send"/>
    public void Send(SendBatch batch)
    {
        (_next, _singleBefore, _retried) = (0, 0, -1);
        fixed (byte* buffer = batch.Buffer)
        {
            while (_next < batch.Count)
            {
                Advance(batch, buffer);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _messages.Dispose();

    /// <summary>One system call, and what it means for the datagrams that are next.</summary>
    private void Advance(SendBatch batch, byte* buffer)
    {
        int count = Prepare(batch, buffer);
        if (count == 0)
        {
            _next = batch.Decide(_next, 1, SendOutcome.Unreachable);
            return;
        }

        int taken = _send(_messages, count);
        if (taken < 0)
        {
            Fail(batch, -taken);
            return;
        }

        for (int i = 0; i < taken; i++)
        {
            _next = batch.Decide(_next, _runs[i], SendOutcome.Sent);
        }
    }

    /// <summary>Fills the messages, up to a destination that cannot be written.</summary>
    /// <returns>How many there are.</returns>
    private int Prepare(SendBatch batch, byte* buffer)
    {
        int count = 0;
        int first = _next;
        while (count < MessageTable.Capacity && first < batch.Count && SocketAddressCodec.TryWrite(batch.Destination(first), _messages.Name(count), _family))
        {
            int run = first < _singleBefore ? 1 : batch.RunFrom(first, _maxSegments);
            int begin = batch.Offset(first);
            int segmentSize = run > 1 ? batch.Offset(first + 1) - begin : 0;
            _messages.SetOutgoing(count, buffer + begin, batch.Offset(first + run) - begin, segmentSize);
            _runs[count++] = run;
            first += run;
        }

        return count;
    }

    /// <summary>Decides about the first message, which the kernel did not take.</summary>
    private void Fail(SendBatch batch, int error)
    {
        int run = _runs[0];
        switch (error)
        {
            case LibC.EINTR:
                break;
            case LibC.EAGAIN or LibC.ENOBUFS:
                _next = batch.Decide(_next, run, SendOutcome.BufferFull);
                break;
            case LibC.EIO when run > 1:
                // The device cannot compute checksums, which kernels before 6.11 need for cutting up. Nothing tells so beforehand.
                _maxSegments = 1;
                LogSegmentationOff(_log, Marshal.GetPInvokeErrorMessage(error));
                break;
            case LibC.EINVAL or LibC.EMSGSIZE when run > 1:
                // The path to this viewer is narrower than a segment. Single datagrams are fragmented there, segments are not.
                _singleBefore = _next + run;
                break;
            default:
                // The error may be that of an earlier datagram (ICMP): it is gone once it was told, and this message was not even looked at.
                if (_retried == _next)
                {
                    _next = batch.Decide(_next, run, SendOutcome.Unreachable);
                }
                else
                {
                    _retried = _next;
                }

                break;
        }
    }

    [LoggerMessage(EventId = 24, Level = LogLevel.Warning, Message = "UDP: segmentation offload failed ({Error}); from now on datagrams are cut before they are handed over")]
    private static partial void LogSegmentationOff(ILogger log, string error);
}
