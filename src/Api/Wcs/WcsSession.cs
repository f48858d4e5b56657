using System.Text.Json;
using Microsoft.Extensions.Logging;
using Vod.Api.Pushes;
using Vod.Api.Streams;
using Vod.Api.Wcs.Connections;
using Vod.Api.Wcs.Handlers;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Wcs;

/// <summary>
/// The protocol state of one connection, without its socket: 1. waiting for <c>connection</c>; 2. established by <c>getUserData</c>; 3. ended.
/// Called by the mailbox only, so one call at a time.
/// </summary>
internal sealed partial class WcsSession
{
    private readonly WcsConnectionEntry _entry;
    private readonly WcsOutbox _outbox;
    private readonly WcsMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _pingInterval;
    private readonly int _maxMissedPongs;
    private readonly long _openedAt;
    private long _pingedAt;
    private int _missedPongs;
    private int _malformedFrames;

    /// <summary>Creates the session of a new socket.</summary>
    public WcsSession(
        WcsConnectionEntry entry,
        WcsOutbox outbox,
        WcsMailbox mailbox,
        IVodStreams cluster,
        PushTargets targets,
        WebSocketSettings settings,
        WcsMetrics metrics,
        TimeProvider time,
        ILogger logger)
    {
        _pingInterval = TimeSpan.FromMilliseconds(settings.PingInterval);
        _maxMissedPongs = settings.MaxMissedPongs;
        _entry = entry;
        _outbox = outbox;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _openedAt = _pingedAt = time.GetTimestamp();
        Streams = new ConnectionStreams(entry.Id, Send, mailbox, cluster, targets, metrics, time, logger);
        Questions = new StreamQuestions(entry.Id, Send, mailbox, cluster, logger);
        Snapshots = new StreamSnapshots(entry.Id, outbox, Send, mailbox, cluster, logger);
    }

    /// <summary>The streams this connection plays and publishes.</summary>
    public ConnectionStreams Streams { get; }

    /// <summary>What it asks about others.</summary>
    public StreamQuestions Questions { get; }

    /// <summary>The pictures it asks for.</summary>
    public StreamSnapshots Snapshots { get; }

    /// <summary>Whether the client has introduced itself.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>Whether an operator wants to see in the log what the client sends.</summary>
    public bool LogsMessages { get; set; }

    /// <summary>Why the connection is to end; null while it goes on.</summary>
    public WcsEndReason? EndReason { get; private set; }

    /// <summary>Accepts the connection. A repeated request is ignored, as the first answer still stands.</summary>
    public void Establish(JsonElement connection)
    {
        if (!IsEstablished)
        {
            IsEstablished = true;
            _entry.Establish(WcsClientDescription.Read(connection));
            Send(ServerMessages.UserData(connection, Guid.NewGuid().ToString("D")));
        }
    }

    /// <summary>A message of the client. Those without a handler ask for nothing (logs, bug reports, metrics) or are unknown, and are ignored.</summary>
    public void OnMessage(WcsMessage message)
    {
        IWcsHandler? handler = WcsHandlers.Find(message.Name);
        if (LogsMessages)
        {
            // A name that is none of the protocol could be anything.
            LogMessage(_entry.Id, handler?.Message ?? "(no message that is acted on)");
        }

        if (handler is not null)
        {
            handler.Handle(this, message.Argument);
        }
    }

    /// <summary>A text frame that is no message.</summary>
    public void OnMalformedFrame()
    {
        if (++_malformedFrames > WcsLimits.MaxMalformedFrames)
        {
            End(WcsEndReason.TooManyMalformedFrames);
        }
    }

    /// <summary>The client sends faster than it may.</summary>
    public void OnTooManyMessages()
    {
        Send(ServerMessages.Fail("connection", "Too many messages"));
        End(WcsEndReason.TooManyMessages);
    }

    /// <summary>The client answered a ping.</summary>
    public void OnPong() => _missedPongs = 0;

    /// <summary>Time has passed.</summary>
    public void OnTick()
    {
        if (!IsEstablished && _time.GetElapsedTime(_openedAt) >= WcsTimes.Handshake)
        {
            End(WcsEndReason.NoHandshake);
            return;
        }

        Streams.EndLost();
        if (_time.GetElapsedTime(_pingedAt) < _pingInterval)
        {
            return;
        }

        if (_missedPongs >= _maxMissedPongs)
        {
            End(WcsEndReason.PongsMissed);
            return;
        }

        _pingedAt = _time.GetTimestamp();
        _missedPongs++;
        Send(ServerMessages.Ping);
    }

    /// <summary>Sends a frame to the client.</summary>
    public void Send(byte[] frame)
    {
        if (EndReason is null && !_outbox.TryAdd(frame))
        {
            End(WcsEndReason.SlowConsumer);
        }
    }

    /// <summary>Wants the connection to end; the first reason counts.</summary>
    public void End(WcsEndReason reason)
    {
        if (EndReason is null)
        {
            EndReason = reason;
            _metrics.Ended(reason);
        }
    }

    [LoggerMessage(EventId = 104, Level = LogLevel.Information, Message = "{Connection}: the client sent {Name}")]
    private partial void LogMessage(string connection, string name);
}
