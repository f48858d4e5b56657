using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Vod.Api.Wcs;

/// <summary>
/// Everything that happens to a connection, in one line: frames, calls of nodes, results of grain calls, the ticker. One at a time, so the session
/// behind it needs no locks. When it is full, posters wait: the socket is not read, and TCP slows the client down.
/// </summary>
internal sealed partial class WcsMailbox(string connectionId, ILogger logger)
{
    private readonly Channel<Action<WcsSession>> _inputs =
        Channel.CreateBounded<Action<WcsSession>>(new BoundedChannelOptions(WcsLimits.MailboxCapacity) { SingleReader = true });

    /// <summary>Adds an input, waiting for room. False when the connection is over.</summary>
    public async ValueTask<bool> PostAsync(Action<WcsSession> input)
    {
        try
        {
            await _inputs.Writer.WriteAsync(input);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Adds an input if there is room, for what will come again anyway.</summary>
    public bool TryPost(Action<WcsSession> input) => _inputs.Writer.TryWrite(input);

    /// <summary>Feeds the session until it wants to end or the server stops; later inputs are refused.</summary>
    public async Task RunAsync(WcsSession session, CancellationToken stopping)
    {
        try
        {
            while (session.EndReason is null)
            {
                Action<WcsSession> input = await _inputs.Reader.ReadAsync(stopping);
                input(session);
            }
        }
        catch (OperationCanceledException)
        {
            session.End(WcsEndReason.ServerStopping);
        }
        catch (Exception exception)
        {
            LogDefect(connectionId, exception);
            session.End(WcsEndReason.Defect);
        }
        finally
        {
            _inputs.Writer.TryComplete();
        }
    }

    [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "{Connection}: closed because of a defect")]
    private partial void LogDefect(string connection, Exception exception);
}
