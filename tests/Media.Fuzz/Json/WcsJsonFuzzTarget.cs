using System.Text;
using System.Text.Json;
using Vod.Api.Wcs.Messages;
using Vod.Api.Wcs.Streams;

namespace Vod.Media.Fuzz.Json;

/// <summary>The frames a browser sends over the WebSocket. What is accepted must also survive being told back.</summary>
internal sealed class WcsJsonFuzzTarget : IFuzzTarget
{
    public string Name => "wcs-json";

    public IEnumerable<byte[]> Seeds { get; } = new[]
    {
        """{"message":"connection","data":[{"appKey":"defaultApp","mediaProviders":["WebRTC","MSE"],"custom":{"a":[1,null,true,-1.5e3]},"clientInfo":{}}]}""",
        """{"message":"playStream","data":[{"mediaSessionId":"59851270-1dd2-11b2","name":"vod://\u0444\ud83c\udfac.mp4","width":"640","height":480,"sdp":"v=0\r\n"}]}""",
        """{"message":"stopStream","data":[{"mediaSessionId":"59851270-1dd2-11b2","name":"vod://a.mp4","published":false}]}""",
        """{"message":"playStream","data":[{"mediaSessionId":"59851270-1dd2-11b2","name":"vod://\ud800\\\udc00.mp4"}]}""",
        """{"message":"pong","data":[null]}""",
    }.Select(Encoding.UTF8.GetBytes);

    public void Run(ReadOnlySpan<byte> input)
    {
        if (!WcsMessageReader.TryRead(input, out WcsMessage message))
        {
            return;
        }

        StreamRequest request = StreamRequest.Read(message.Argument, published: false);
        Check(ServerMessages.UserData(message.Argument, "token"));
        Check(ServerMessages.StreamStatus(new StreamStatusEvent(request, WcsStatus.BadUri, Media: null, DateTimeOffset.UnixEpoch)));
        if (request.MediaSessionId is { } id)
        {
            Check(ServerMessages.SetRemoteSdp(id, request.Sdp));
        }
    }

    private static void Check(byte[] frame)
    {
        using JsonDocument document = JsonDocument.Parse(frame);
        if (document.RootElement.GetProperty("data").ValueKind != JsonValueKind.Array)
        {
            throw new InvalidOperationException("A message without an array of data breaks the SDK.");
        }
    }
}
