using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vod.Grains.Nodes;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Nodes;

/// <summary>The reports to connections. Those to streams are tested with real grains in <see cref="ViewerLeaseTests"/>.</summary>
public sealed class ViewerLeaseReporterTests
{
    private static readonly SiloAddress Self = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 1);

    private readonly GrainOptions _options = new();
    private readonly NodeSessionTable _sessions = new();
    private readonly FakeMediaEngine _engine = new();
    private readonly ViewerLeaseReporter _reporter;

    public ViewerLeaseReporterTests()
    {
        IOptions<GrainOptions> options = Options.Create(_options);
        NodeDirectory directory = new(_engine, new FixedMembership(Self, [Self]), options, TimeProvider.System);
        _reporter = new(_sessions, directory, _engine, null!, options, TimeProvider.System, NullLogger<ViewerLeaseReporter>.Instance);
    }

    [Fact]
    public async Task A_connection_hears_of_all_its_viewers_at_once()
    {
        RecordingObserver observer = new();
        Open("c1", "a", observer);
        Open("c1", "b", observer);
        RecordingObserver other = new();
        Open("c2", "a", other);

        await Report();

        Assert.Equal(["a", "b"], Assert.Single(observer.Alive.Items).Order());
        Assert.Equal(["a"], Assert.Single(other.Alive.Items));
    }

    [Fact]
    public async Task The_viewers_of_a_connection_that_takes_no_sign_of_life_are_closed_and_no_others()
    {
        RecordingObserver dead = new() { BeforeAlive = () => throw new InvalidOperationException("no such connection") };
        NodeSession[] lost = [Open("dead", "a", dead), Open("dead", "b", dead)];
        Open("living", "a", new RecordingObserver());

        for (int i = 0; i < _options.ObserverFailureLimit; i++)
        {
            Assert.Empty(_engine.Closed.Items);
            await Report();
        }

        Assert.Equal(
            lost.Select(session => (session.Id, SessionEndReason.Orphaned)).ToHashSet(),
            _engine.Closed.Items.ToHashSet());
        Assert.All(lost, session => Assert.True(session.ObserverLost));
    }

    [Fact]
    public async Task A_lost_connection_is_not_asked_again()
    {
        int asked = 0;
        RecordingObserver dead = new()
        {
            BeforeAlive = () =>
            {
                asked++;
                throw new InvalidOperationException("no such connection");
            },
        };
        Open("dead", "a", dead);

        for (int i = 0; i < 2 * _options.ObserverFailureLimit; i++)
        {
            await Report();
        }

        Assert.Equal(_options.ObserverFailureLimit, asked);
    }

    [Fact]
    public async Task A_connection_that_recovers_in_time_keeps_its_viewers()
    {
        RecordingObserver observer = new();
        Open("c", "a", observer);

        for (int round = 0; round < 2; round++)
        {
            observer.BeforeAlive = () => throw new InvalidOperationException("not now");
            for (int i = 1; i < _options.ObserverFailureLimit; i++)
            {
                await Report();
            }

            observer.BeforeAlive = () => Task.CompletedTask;
            await Report();
        }

        Assert.Empty(_engine.Closed.Items);
    }

    [Fact]
    public async Task A_connection_that_hangs_counts_as_failed_and_delays_no_other()
    {
        _options.ViewerReportPeriod = TimeSpan.FromMilliseconds(1);
        _options.ObserverFailureLimit = 1;
        NodeSession hanging = Open("hanging", "a", new RecordingObserver { BeforeAlive = () => new TaskCompletionSource().Task });
        RecordingObserver other = new();
        Open("c", "a", other);

        await Report();

        Assert.Equal((hanging.Id, SessionEndReason.Orphaned), Assert.Single(_engine.Closed.Items));
        Assert.Single(other.Alive.Items);
    }

    private Task Report() => _reporter.ReportToConnections(Deadline.Token);

    private NodeSession Open(string connection, string viewer, RecordingObserver observer)
    {
        NodeSession session = Viewer.Session($"{connection}/{viewer}", viewer, connection, observer);
        Assert.True(_sessions.TryAdd(session));
        return session;
    }
}
