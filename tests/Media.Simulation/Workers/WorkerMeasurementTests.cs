using Vod.Media.Host.Udp;
using Vod.Media.Ice;
using Vod.Media.Peer;

namespace Vod.Media.Simulation.Workers;

/// <summary>What a worker measures while it plays, and that measuring costs it no memory.</summary>
public sealed class WorkerMeasurementTests
{
    private const int Warm = 10; // seconds
    private static readonly TransportAddress Stranger = TransportAddress.FromIPv4(0x7F00_0001, 50000);

    [Fact]
    public async Task Playing_and_measuring_allocate_nothing()
    {
        List<long> windows = [];
        TimeSpan next = TimeSpan.FromSeconds(Warm);
        using WorkerSimulation simulation = new((time, viewer) => new SimulatedSocket(time, viewer.Browser)
        {
            SendingTakes = TimeSpan.FromMicroseconds(5),
            IsOver = socket =>
            {
                if (time.Now - viewer.StartedAt > next)
                {
                    windows.Add(socket.Allocated);
                    socket.Allocated = 0;
                    next += TimeSpan.FromMilliseconds(100);
                }

                return windows.Count > 100;
            },
        });
        await simulation.OverAsync();

        // The first window is the warming-up. A read of the storage may allocate, and so may the runtime when it compiles a method anew; what is allocated for a packet or a
        // round is in every window.
        Assert.True(windows[0] > 0);
        Assert.True(simulation.Measured.Recorded > 500);
        Assert.True(simulation.Socket.Sent > 2000);
        Assert.Equal(0, windows[1..].Min());
        Assert.True(windows[1..].Count(bytes => bytes == 0) > windows.Count / 2, $"bytes by window: {string.Join(' ', windows)}");
    }

    [Fact]
    public async Task What_is_sent_is_counted_by_protocol_while_it_is_sent()
    {
        using WorkerSimulation simulation = Simulation(seconds: 5);
        await simulation.OverAsync();
        foreach ((DatagramKind kind, string protocol) in
            new[] { (DatagramKind.Rtp, "rtp"), (DatagramKind.Rtcp, "rtcp"), (DatagramKind.Dtls, "dtls"), (DatagramKind.Stun, "stun") })
        {
            Assert.True(simulation.Socket.BytesSent(kind) > 0);
            Assert.Equal(simulation.Socket.BytesSent(kind), simulation.Measured[$"vod.media.egress.bytes {protocol}"]);
            Assert.True(simulation.Measured[$"vod.media.egress.datagrams {protocol}"] > 0);
        }
    }

    [Fact]
    public async Task A_check_that_comes_together_with_its_session_finds_it()
    {
        using WorkerSimulation simulation = Simulation(seconds: 1);
        await simulation.OverAsync();
        Assert.Equal(0, simulation.Measured["vod.media.datagrams.dropped unknown_ufrag"]);
        Assert.True(simulation.Measured["vod.media.egress.datagrams rtp"] > 0);
    }

    [Fact]
    public async Task What_is_sent_in_one_round_leaves_together()
    {
        using WorkerSimulation simulation = Simulation(seconds: 5);
        await simulation.OverAsync();
        Assert.Equal(1, simulation.Socket.MostBatchesPerRound);
        Assert.True(simulation.Socket.LargestBatch > 1);
    }

    [Fact]
    public async Task What_the_socket_does_not_take_is_counted_and_the_rest_goes_on()
    {
        using WorkerSimulation simulation = new((time, viewer) => new SimulatedSocket(time, viewer.Browser)
        {
            Refuses = (DatagramKind.Rtcp, SendOutcome.BufferFull),
            IsOver = _ => time.Now - viewer.StartedAt > TimeSpan.FromSeconds(5),
        });
        await simulation.OverAsync();
        Assert.True(simulation.Socket.Refused > 0);
        Assert.Equal(simulation.Socket.Refused, simulation.Measured["vod.media.egress.failures"]);
        Assert.Equal(0, simulation.Measured["vod.media.egress.datagrams rtcp"]);
        Assert.True(simulation.Measured["vod.media.egress.datagrams rtp"] > 0);
    }

    [Fact]
    public async Task Drops_are_counted_while_the_session_goes_on()
    {
        bool sent = false;
        using WorkerSimulation simulation = new((time, viewer) => new SimulatedSocket(time, viewer.Browser)
        {
            IsOver = socket =>
            {
                if (!sent && viewer.Server.State == PlaybackState.Playing)
                {
                    sent = true;
                    socket.Arrive([0x80, 0x60, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], PlaybackSimulation.BrowserAddress);
                    socket.Arrive([0x80, 0x60, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Stranger);
                    socket.Arrive([0, 1, 0, 0], Stranger);
                }

                return time.Now - viewer.StartedAt > TimeSpan.FromSeconds(3);
            },
        });
        await simulation.OverAsync();
        Assert.Equal(1, simulation.Measured["vod.media.datagrams.dropped unexpected_rtp"]);
        Assert.Equal(1, simulation.Measured["vod.media.datagrams.dropped unknown_address"]);
        Assert.Equal(1, simulation.Measured["vod.media.datagrams.dropped unknown_ufrag"]);
        Assert.Equal(0, simulation.Measured["vod.media.datagrams.dropped malformed_rtcp"]);
    }

    [Fact]
    public async Task The_time_not_spent_waiting_is_the_time_it_is_busy()
    {
        TimeSpan sending = TimeSpan.FromMicroseconds(20);
        using WorkerSimulation simulation = Simulation(seconds: 5, sending: sending);
        await simulation.OverAsync();
        Assert.Equal(simulation.Socket.Sent * sending.TotalSeconds, simulation.Measured["vod.worker.busy.time"], precision: 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task Deadlines_are_late_by_what_the_wait_oversleeps(int milliseconds)
    {
        using WorkerSimulation simulation = Simulation(seconds: 5, oversleeps: TimeSpan.FromMilliseconds(milliseconds));
        await simulation.OverAsync();
        Assert.InRange(simulation.Measured.Recorded, 100, simulation.Socket.Rounds);
        Assert.InRange(simulation.Measured.Smallest, 0, milliseconds / 1000.0);
        Assert.Equal(milliseconds / 1000.0, simulation.Measured.Largest, precision: 6);
    }

    private static WorkerSimulation Simulation(int seconds, TimeSpan oversleeps = default, TimeSpan sending = default) =>
        new((time, viewer) => new SimulatedSocket(time, viewer.Browser)
        {
            Oversleeps = oversleeps,
            SendingTakes = sending,
            IsOver = _ => time.Now - viewer.StartedAt > TimeSpan.FromSeconds(seconds),
        });
}
