using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Vod.Media.Host.Udp.Linux;

namespace Vod.Media.Host.Udp;

/// <summary>Opens the sockets of the workers with the best system calls there are, and says once in the log which those are and why.</summary>
/// <param name="batching">What is wanted.</param>
/// <param name="log">Gets one line, and one more for each buffer that is smaller than wanted.</param>
/// <param name="bufferBytes">Wanted size of the send and the receive buffer of each socket.</param>
internal sealed partial class DatagramSocketFactory(
    DatagramBatching batching, ILogger<DatagramSocketFactory> log, int bufferBytes = BoundSocket.BufferBytes)
{
    private const string Wanted = "as the settings say";
    private bool _isTold;

    /// <summary>Binds a port on all addresses. Throws <see cref="SocketException"/> when it is taken.</summary>
    /// <param name="port">0 lets the system choose.</param>
    public IDatagramSocket Bind(int port)
    {
        BoundSocket socket = BoundSocket.Bind(port, bufferBytes: bufferBytes);
        IDatagramSocket chosen = Choose(socket);
        if (!_isTold)
        {
            CheckBuffers(socket);
        }

        _isTold = true;
        return chosen;
    }

    private IDatagramSocket Choose(BoundSocket socket)
    {
        if ((batching == DatagramBatching.Single ? Wanted : LinuxSupport.FindObstacle(socket)) is { } whySingle)
        {
            Tell(LogSingle, whySingle);
            return new ManagedDatagramSocket(socket);
        }

        string? whyUncut = batching == DatagramBatching.Batch ? Wanted : SegmentationProbe.FindObstacle(socket);
        if (whyUncut is null)
        {
            Tell(static (log, _) => LogSegmented(log), "");
        }
        else
        {
            Tell(LogBatched, whyUncut);
        }

        return new LinuxDatagramSocket(socket, segments: whyUncut is null, log);
    }

    private void Tell(Action<ILogger, string> line, string why)
    {
        if (!_isTold)
        {
            line(log, why);
        }
    }

    private void CheckBuffers(BoundSocket socket)
    {
        if (socket.GrantedSendBytes < bufferBytes)
        {
            LogSmallBuffer(log, "send", socket.GrantedSendBytes, bufferBytes, "net.core.wmem_max");
        }

        if (socket.GrantedReceiveBytes < bufferBytes)
        {
            LogSmallBuffer(log, "receive", socket.GrantedReceiveBytes, bufferBytes, "net.core.rmem_max");
        }
    }

    [LoggerMessage(EventId = 21, Level = LogLevel.Information, Message = "UDP: many datagrams with one system call, runs of a viewer cut up by segmentation offload (GSO)")]
    private static partial void LogSegmented(ILogger log);

    [LoggerMessage(EventId = 22, Level = LogLevel.Information, Message = "UDP: many datagrams with one system call, without segmentation offload (GSO): {Why}")]
    private static partial void LogBatched(ILogger log, string why);

    [LoggerMessage(EventId = 23, Level = LogLevel.Information, Message = "UDP: one system call for each datagram: {Why}")]
    private static partial void LogSingle(ILogger log, string why);

    [LoggerMessage(
        EventId = 25,
        Level = LogLevel.Warning,
        Message = "UDP: the kernel grants a {Direction} buffer of {Granted} bytes instead of {Wanted}, so bursts may be lost; to change it: sysctl -w {Key}={Wanted}")]
    private static partial void LogSmallBuffer(ILogger log, string direction, int granted, int wanted, string key);
}
