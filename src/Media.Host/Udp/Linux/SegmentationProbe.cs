using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>Finds out whether the kernel cuts up messages, by having it done once on the socket in question.</summary>
internal static unsafe class SegmentationProbe
{
    private const int SegmentBytes = 1200;
    private const int LastBytes = 600;
    private static readonly int[] Expected = [SegmentBytes, SegmentBytes, LastBytes];

    // Over loopback they are there when the call returns, but for kernels that leave it to another thread.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is in the way of segmentation, in words; null when it works.</summary>
    public static string? FindObstacle(BoundSocket socket)
    {
        try
        {
            // 0 is the default, so nothing changes. A kernel without the option would send the message below in one piece.
            socket.Socket.SetRawSocketOption(LibC.SOL_UDP, LibC.UDP_SEGMENT, [0, 0, 0, 0]);
        }
        catch (SocketException exception)
        {
            return exception.Message;
        }

        int sent = SendRun(socket);
        return sent < 0 ? Marshal.GetPInvokeErrorMessage(-sent) : CameBackCut(socket) ? null : "a message over loopback was not cut up";
    }

    private static int SendRun(BoundSocket socket)
    {
        AddressFamily family = socket.Socket.AddressFamily;
        using MessageTable table = new(family);
        SocketAddressCodec.TryWrite(socket.WakerAddress, table.Name(0), family);
        fixed (byte* message = new byte[Expected.Sum()])
        {
            table.SetOutgoing(0, message, Expected.Sum(), SegmentBytes);
            return table.Send((int)socket.Socket.Handle, 1);
        }
    }

    private static bool CameBackCut(BoundSocket socket)
    {
        byte[] buffer = new byte[SendBatch.DatagramBytes];
        return Expected.All(expected => socket.TryReceiveAtWaker(buffer, Patience, out int length) && length == expected);
    }
}
