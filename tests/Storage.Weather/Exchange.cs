using System.Net;
using System.Net.Sockets;

namespace Vod.Storage.Weather;

/// <summary>One connection of a client: request after request, each on a connection of its own to the store.</summary>
/// <param name="client">The connection.</param>
/// <param name="store">Where the store is.</param>
/// <param name="log">Notes what is asked for.</param>
/// <param name="forecast">Tells what happens, as of now.</param>
/// <param name="clock">Lets time pass.</param>
internal sealed class Exchange(Socket client, EndPoint store, RequestLog log, Func<Forecast> forecast, WeatherClock clock)
{
    private readonly byte[] _buffer = new byte[WireReader.MaxHead];

    /// <summary>Runs until one of the three has had enough.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            WireReader requests = new(client);
            while (await requests.ReadHeadAsync(cancellationToken) is { } request && await AnswerAsync(requests, request, cancellationToken))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Client or store are gone, or the proxy is to end: nothing is left to tell to anybody.
        }
        finally
        {
            client.Dispose();
        }
    }

    /// <returns>Whether the connection can take another request.</returns>
    private async Task<bool> AnswerAsync(WireReader requests, HttpHead request, CancellationToken cancellationToken)
    {
        LoggedRequest entry = log.Add(request);
        Conditions conditions = forecast().For(entry.Request);
        AnswerSender sender = new(client, entry, conditions, clock);
        if (conditions.Status != 0)
        {
            await RelayAsync(new BodyReader(requests, request, length: null, endsWithConnection: false), to: null, cancellationToken);
            (HttpHead refusal, Stream body) = Refusal.For(conditions, request.Method);
            return await sender.SendAsync(refusal, body.ReadAsync, cancellationToken) && !request.ClosesConnection;
        }

        using Socket upstream = new(store.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await upstream.ConnectAsync(store, cancellationToken);
        WireReader answers = new(upstream);
        if (await AskAsync(requests, request, upstream, answers, cancellationToken) is not { } answer)
        {
            return false;
        }

        long? length = request.Method == "HEAD" || answer.Status is 204 or 304 ? 0 : null;
        BodyReader reader = new(answers, answer, length, endsWithConnection: true);
        bool isDelimited = length is not null || answer.IsChunked || answer.ContentLength is not null;
        return await sender.SendAsync(answer, async (room, cancellation) => await reader.ReadAsync(room, cancellation), cancellationToken)
            && isDelimited && !answer.ClosesConnection && !request.ClosesConnection;
    }

    /// <summary>Hands a request on.</summary>
    /// <returns>The head of the answer; null when the store has none.</returns>
    private async Task<HttpHead?> AskAsync(WireReader requests, HttpHead request, Socket upstream, WireReader answers, CancellationToken cancellationToken)
    {
        await upstream.SendAsync(request.Bytes, cancellationToken);
        HttpHead? answer = request.ExpectsContinue ? await answers.ReadHeadAsync(cancellationToken) : null;
        if (answer is { Status: not 100 })
        {
            return answer;
        }

        if (answer is not null)
        {
            await client.SendAsync(answer.Bytes, cancellationToken);
        }

        await RelayAsync(new BodyReader(requests, request, length: null, endsWithConnection: false), upstream, cancellationToken);
        do
        {
            answer = await answers.ReadHeadAsync(cancellationToken);
        }
        while (answer is { Status: >= 100 and < 200 });

        return answer;
    }

    private async Task RelayAsync(BodyReader body, Socket? to, CancellationToken cancellationToken)
    {
        int read;
        while ((read = await body.ReadAsync(_buffer, cancellationToken)) > 0)
        {
            if (to is not null)
            {
                await to.SendAsync(_buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
