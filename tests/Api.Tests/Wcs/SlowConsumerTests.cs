using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Vod.Api.Pushes;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Api.Wcs.Connections;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Wcs;

public sealed class SlowConsumerTests
{
    [Fact]
    public async Task Who_does_not_read_is_cut_off_and_its_streams_are_freed()
    {
        await using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        FakeStreams cluster = new();
        using StubWebSocket socket = new();
        WcsMetrics metrics = new(services.GetRequiredService<IMeterFactory>());
        WcsConnection connection = new(
            socket,
            default,
            cluster,
            new PushTargets(Options.Create(new PushOptions())),
            new WcsConnectionTable(),
            new WebSocketSettings(),
            metrics,
            new FakeTimeProvider(),
            NullLogger<WcsConnection>.Instance);
        Task running = connection.RunAsync(CancellationToken.None);
        socket.Incoming("""{"message":"connection","data":[{}]}""");
        socket.Incoming("""{"message":"playStream","data":[{"mediaSessionId":"s","name":"vod://a.mp4"}]}""");
        await cluster.NextSubscribedAsync();

        // Each of these makes the server say it back.
        string longName = new('x', WcsLimits.OutboxBytes / 10);
        for (int i = 0; i < 11; i++)
        {
            socket.Incoming($$"""{"message":"stopStream","data":[{"mediaSessionId":"{{i}}","name":"{{longName}}"}]}""");
        }

        await running.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Aborted, socket.State);
        Assert.Equal(("s", StreamEndReason.ClosedByViewer), await cluster.NextUnsubscribedAsync());
    }

    [Fact]
    public void The_outbox_is_bounded_in_messages_and_in_bytes()
    {
        WcsOutbox many = new();
        Assert.Equal(WcsLimits.OutboxCapacity, Enumerable.Range(0, 10_000).TakeWhile(_ => many.TryAdd([1])).Count());
        WcsOutbox large = new();
        Assert.True(large.TryAdd(new byte[WcsLimits.OutboxBytes]));
        Assert.False(large.TryAdd([1]));
    }
}
