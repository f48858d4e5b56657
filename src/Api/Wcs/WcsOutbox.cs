using System.Net.WebSockets;
using System.Threading.Channels;

namespace Vod.Api.Wcs;

/// <summary>Frames on their way to the client. Bounded in number and bytes: who does not read is disconnected, never buffered for.</summary>
internal sealed class WcsOutbox
{
    private readonly Channel<byte[]> _frames =
        Channel.CreateBounded<byte[]>(new BoundedChannelOptions(WcsLimits.OutboxCapacity) { SingleReader = true, SingleWriter = true });

    private int _bytes;

    /// <summary>Adds a frame; false when the client is too far behind.</summary>
    public bool TryAdd(byte[] frame)
    {
        if (Interlocked.Add(ref _bytes, frame.Length) <= WcsLimits.OutboxBytes && _frames.Writer.TryWrite(frame))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -frame.Length);
        return false;
    }

    /// <summary>Nothing more follows.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Sends frames until there are no more. A broken socket is not an error here: the receiving side notices it.</summary>
    public async Task SendAllAsync(WebSocket socket)
    {
        try
        {
            await foreach (byte[] frame in _frames.Reader.ReadAllAsync())
            {
                await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                Interlocked.Add(ref _bytes, -frame.Length);
            }
        }
        catch (Exception exception) when (WcsConnection.IsBrokenSocket(exception))
        {
        }
    }
}
