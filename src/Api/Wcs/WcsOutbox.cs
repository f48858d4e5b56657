using System.Net.WebSockets;
using System.Threading.Channels;

namespace Vod.Api.Wcs;

/// <summary>Frames on their way to the client. Bounded in number and bytes: who does not read is disconnected, never buffered for.</summary>
internal sealed class WcsOutbox
{
    private readonly Channel<(byte[] Frame, TaskCompletionSource? Sent)> _frames = Channel.CreateBounded<(byte[] Frame, TaskCompletionSource? Sent)>(
        new BoundedChannelOptions(WcsLimits.OutboxCapacity) { SingleReader = true, SingleWriter = true });

    private int _bytes;

    /// <summary>Adds a frame; false when the client is too far behind.</summary>
    public bool TryAdd(byte[] frame)
    {
        if (Interlocked.Add(ref _bytes, frame.Length) <= WcsLimits.OutboxBytes && _frames.Writer.TryWrite((frame, null)))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -frame.Length);
        return false;
    }

    /// <summary>
    /// Adds a frame with a picture, which is not counted as it may be larger than all others together; a caller adds one at a time. Returns what completes when it has been
    /// sent, and never does if the socket breaks first; null when the client is too far behind.
    /// </summary>
    public Task? TryAddPicture(byte[] frame)
    {
        TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _frames.Writer.TryWrite((frame, sent)) ? sent.Task : null;
    }

    /// <summary>Nothing more follows.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Sends frames until there are no more. A broken socket is not an error here: the receiving side notices it.</summary>
    public async Task SendAllAsync(WebSocket socket)
    {
        try
        {
            await foreach ((byte[] frame, TaskCompletionSource? sent) in _frames.Reader.ReadAllAsync())
            {
                await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                if (sent is null)
                {
                    Interlocked.Add(ref _bytes, -frame.Length);
                }

                sent?.SetResult();
            }
        }
        catch (Exception exception) when (WcsConnection.IsBrokenSocket(exception))
        {
        }
    }
}
