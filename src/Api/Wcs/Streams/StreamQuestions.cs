using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Vod.Api.Streams;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>What one connection asks about streams it does not play. Called by the connection's mailbox only, so one call at a time.</summary>
/// <param name="connectionId">The connection.</param>
/// <param name="send">Sends a frame to the client.</param>
/// <param name="mailbox">Brings the results of grain calls back here.</param>
/// <param name="cluster">The streams of the cluster.</param>
/// <param name="logger">The log.</param>
internal sealed partial class StreamQuestions(
    string connectionId, Action<byte[]> send, WcsMailbox mailbox, IVodStreams cluster, ILogger logger)
{
    private int _open;

    /// <summary>
    /// Would this name play? A URI is a stream on demand, so that it is well-formed is enough; a missing file is told when it is played. A name must be one of a stream that is there.
    /// </summary>
    public void AskAvailable(string mediaSessionId, string name)
    {
        bool isUri = StreamUri.TryParse(name, out StreamUri uri);
        if (!isUri || uri.Scheme != StreamScheme.Name)
        {
            send(Answer(mediaSessionId, isUri ? null : WcsStatus.StreamNotFound));
        }
        else if (_open >= WcsLimits.MaxQuestions)
        {
            send(Answer(mediaSessionId, WcsStatus.TooManyQuestions));
        }
        else
        {
            _open++;
            _ = AskAsync(mediaSessionId, cluster.Get(uri.SharedKey!));
        }
    }

    private static byte[] Answer(string mediaSessionId, WcsStatus? refusal) =>
        ServerMessages.AvailableStream(mediaSessionId, refusal is null, refusal?.Info ?? "");

    private async Task AskAsync(string mediaSessionId, IVodStreamGrain stream)
    {
        // Not on the account of the request that opened the socket.
        Activity.Current = null;
        WcsStatus? refusal;
        try
        {
            refusal = await stream.Find() switch
            {
                null => WcsStatus.StreamNotFound,
                { Origin.Publication: not null, Media: null } => WcsStatus.PublishStreamNotReady,
                _ => null,
            };
        }
        catch (Exception exception)
        {
            LogNotAnswered(connectionId, exception);
            refusal = WcsStatusMap.For(StreamEndReason.InternalError);
        }

        await mailbox.PostAsync(session => session.Questions.OnAnswered(Answer(mediaSessionId, refusal)));
    }

    private void OnAnswered(byte[] answer)
    {
        _open--;
        send(answer);
    }

    [LoggerMessage(EventId = 131, Level = LogLevel.Error, Message = "{Connection}: a stream could not be asked whether it is there")]
    private partial void LogNotAnswered(string connection, Exception exception);
}
