using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Vod.Api.Tests.Support;

/// <summary>A WebSocket client that speaks in text and answers pings as the SDK does, unless a test waits for them.</summary>
internal sealed class WcsClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public ClientWebSocket Socket => _socket;

    public static async Task<WcsClient> ConnectAsync(Uri uri)
    {
        WcsClient client = new();
        client._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        await client._socket.ConnectAsync(uri, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] frame, WebSocketMessageType type) =>
        _socket.SendAsync(frame, type, endOfMessage: true, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);

    /// <summary>The next message must have at least what is expected.</summary>
    public async Task<JsonElement> ExpectAsync(string expected)
    {
        using JsonDocument wanted = JsonDocument.Parse(expected);
        bool wantsPing = wanted.RootElement.GetProperty("message").ValueEquals("ping");
        while (true)
        {
            string text = await ReceiveAsync() ?? throw new InvalidOperationException($"Closed with {CloseStatus} instead of {expected}");
            using JsonDocument message = JsonDocument.Parse(text);
            if (!wantsPing && message.RootElement.GetProperty("message").ValueEquals("ping"))
            {
                await SendAsync("""{"message":"pong","data":[null]}""");
                continue;
            }

            Assert.True(Pattern.Matches(wanted.RootElement, message.RootElement), $"Expected {expected}\nbut got  {text}");
            return message.RootElement.Clone();
        }
    }

    /// <summary>Nothing but pings was sent up to now.</summary>
    public async Task ExpectNothingAsync()
    {
        await SendAsync("""{"message":"ping","data":[null]}""");
        await ExpectAsync("""{"message":"pong","data":[null]}""");
    }

    /// <summary>The server closes; whatever it sent before is skipped.</summary>
    public async Task<WebSocketCloseStatus?> ExpectCloseAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        if (_socket.State == WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        }

        return _socket.CloseStatus;
    }

    /// <summary>The next message, or null at the close frame or when the socket is cut.</summary>
    public async Task<string?> ReceiveAsync()
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                WebSocketReceiveResult piece = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                message.Write(buffer, 0, piece.Count);
                if (piece.EndOfMessage)
                {
                    return Encoding.UTF8.GetString(message.ToArray());
                }
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Ends the connection without a word, as a lost network does.</summary>
    public void Cut() => _socket.Abort();

    public void Dispose() => _socket.Dispose();
}
