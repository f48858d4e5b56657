using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Vod.Api.Pushes;
using Vod.Api.Streams;
using Vod.Api.Wcs.Connections;
using Vod.Api.Wcs.Messages;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Wcs;

/// <summary>
/// One WebSocket: a loop that reads frames into the mailbox, a loop that writes the outbox, and the mailbox itself, which runs the session.
/// When any of them ends, the streams are freed at once and the socket is closed within a bounded time.
/// </summary>
internal sealed partial class WcsConnection
{
    private readonly string _id = Guid.NewGuid().ToString("D");
    private readonly WebSocket _socket;
    private readonly WcsConnectionTable _connections;
    private readonly WcsConnectionEntry _entry;
    private readonly WcsMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WcsMailbox _mailbox;
    private readonly WcsOutbox _outbox = new();
    private readonly WcsSession _session;

    /// <summary>Creates the connection of an accepted socket.</summary>
    public WcsConnection(
        WebSocket socket,
        WcsAddresses addresses,
        IVodStreams cluster,
        PushTargets targets,
        WcsConnectionTable connections,
        WebSocketSettings settings,
        WcsMetrics metrics,
        TimeProvider time,
        ILogger<WcsConnection> logger)
    {
        _socket = socket;
        _connections = connections;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _mailbox = new WcsMailbox(_id, logger);
        _entry = new WcsConnectionEntry(_id, addresses, _mailbox, time.GetUtcNow());
        _session = new WcsSession(_entry, _outbox, _mailbox, cluster, targets, settings, metrics, time, logger);
    }

    /// <summary>Whether an exception only says that the other side is gone.</summary>
    public static bool IsBrokenSocket(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;

    /// <summary>Serves the socket until its end.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        LogOpened(_id);
        _metrics.Opened();
        _connections.Add(_entry);
        Task sending = _outbox.SendAllAsync(_socket);
        Task receiving = ReceiveAsync();
        await using (_time.CreateTimer(_ => _mailbox.TryPost(static s => s.OnTick()), state: null, WcsTimes.Tick, WcsTimes.Tick))
        {
            await _mailbox.RunAsync(_session, stopping);
        }

        _connections.Remove(_entry);
        WcsEndReason reason = _session.EndReason ?? WcsEndReason.Defect;
        Task freeing = _session.Streams.FreeAsync();
        await CloseSocketAsync(WcsClose.For(reason), sending, receiving);
        await freeing;
        _metrics.Closed();
        LogClosed(_id, reason);
    }

    private async Task ReceiveAsync()
    {
        using WcsFrameReader reader = new(_socket);
        TokenBucket allowance = new(WcsLimits.MessagesPerSecond, WcsLimits.MessageBurst, _time);
        try
        {
            while (await ReceiveFrameAsync(reader, allowance))
            {
            }

            await reader.DiscardAsync();
        }
        catch (Exception exception) when (IsBrokenSocket(exception))
        {
        }
        finally
        {
            await _mailbox.PostAsync(static s => s.End(WcsEndReason.ClientGone));
        }
    }

    // False when nothing more is to be read for the session.
    private async ValueTask<bool> ReceiveFrameAsync(WcsFrameReader reader, TokenBucket allowance)
    {
        WcsFrameKind kind = await reader.ReadAsync();
        if (kind == WcsFrameKind.Close)
        {
            await _mailbox.PostAsync(static s => s.End(WcsEndReason.ClientGone));
            return false;
        }

        if (kind == WcsFrameKind.TooBig)
        {
            _metrics.Dropped(WcsFrameDrop.TooBig);
            await _mailbox.PostAsync(static s => s.End(WcsEndReason.MessageTooBig));
            return false;
        }

        if (!allowance.TryTake())
        {
            _metrics.Dropped(WcsFrameDrop.TooMany);
            await _mailbox.PostAsync(static s => s.OnTooManyMessages());
            return false;
        }

        if (kind == WcsFrameKind.Binary)
        {
            _metrics.Dropped(WcsFrameDrop.Binary);
            return true;
        }

        if (WcsMessageReader.TryRead(reader.Text, out WcsMessage message))
        {
            return await _mailbox.PostAsync(s => s.OnMessage(message));
        }

        _metrics.Dropped(WcsFrameDrop.Malformed);
        return await _mailbox.PostAsync(static s => s.OnMalformedFrame());
    }

    private async Task CloseSocketAsync(WcsClose close, Task sending, Task receiving)
    {
        _outbox.Complete();
        using CancellationTokenSource limit = new(WcsTimes.CloseHandshake, _time);
        try
        {
            if (close.Status is { } status)
            {
                await sending.WaitAsync(limit.Token);
                await _socket.CloseOutputAsync(status, close.Description, limit.Token);

                // Cutting a socket with unread bytes would reset it, and the client might never see the close frame.
                await receiving.WaitAsync(limit.Token);
            }
        }
        catch (Exception exception) when (IsBrokenSocket(exception))
        {
        }

        _socket.Abort();
        await sending;
        await receiving;
    }

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "{Connection}: open")]
    private partial void LogOpened(string connection);

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "{Connection}: closed, {Reason}")]
    private partial void LogClosed(string connection, WcsEndReason reason);
}
