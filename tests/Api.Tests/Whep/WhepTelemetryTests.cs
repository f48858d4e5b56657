using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Whep;

public sealed class WhepTelemetryTests
{
    [Fact]
    public async Task Sessions_are_counted_until_nothing_is_left_of_them()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        TaskCompletionSource freed = new();
        server.Cluster.Release = () => freed.Task;
        using WhepPlayer player = new(server);
        Assert.Equal(0, Sessions(server));
        (Uri first, _, _) = await player.PlayAsync();
        (_, _, SubscribeRequest second) = await player.PlayAsync();
        Assert.Equal(2, Sessions(server));

        await WhepPlayer.EndAsync(second, StreamEndReason.EndOfFile);
        Assert.Equal(1, Sessions(server));
        Task<HttpResponseMessage> deleting = player.SendAsync(HttpMethod.Delete, first);
        await server.Cluster.NextUnsubscribedAsync();
        Assert.Equal(1, Sessions(server));
        freed.SetResult();
        (await deleting).Dispose();
        Assert.Equal(0, Sessions(server));
    }

    [Fact]
    public async Task The_span_of_a_request_does_not_tell_the_url_of_its_session()
    {
        ConcurrentQueue<Activity> ended = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == "Microsoft.AspNetCore",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using ApiServer server = await ApiServer.StartAsync();
        using WhepPlayer player = new(server);
        (Uri session, _, _) = await player.PlayAsync("vod://span.mp4");
        (await player.SendAsync(HttpMethod.Delete, session)).Dispose();
        await server.StopAsync();

        string id = session.OriginalString.Split('/')[^1];
        Assert.Single(ended, span => Equals(span.GetTagItem("url.path"), "/whep/vod%3A%2F%2Fspan.mp4/SESSION"));
        Assert.DoesNotContain(ended, span => span.DisplayName.Contains(id, StringComparison.Ordinal)
            || span.TagObjects.Any(tag => tag.Value is string text && text.Contains(id, StringComparison.Ordinal)));
    }

    private static int Sessions(ApiServer server)
    {
        int sessions = -1;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "vod.whep.sessions" && instrument.Meter.Scope == server.Services.GetRequiredService<IMeterFactory>())
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => sessions = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return sessions;
    }
}
