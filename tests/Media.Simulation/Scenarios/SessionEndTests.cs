using Vod.Media.Engine;
using Vod.Media.Peer;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Scenarios;

/// <summary>How sessions end, each with its reason, and what a stranger cannot do to them.</summary>
public sealed class SessionEndTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TransportAddress Stranger = TransportAddress.FromIPv4(0x0A00_0001, 5000);

    [Fact]
    public void The_end_of_the_file_says_goodbye_and_closes_dtls()
    {
        using PlaybackSimulation simulation = new(1, PathConditions.Clean);

        simulation.Run(Limit);
        simulation.Settle();

        Assert.Equal([PeerEventKind.Connected, PeerEventKind.Playing, PeerEventKind.Ended], simulation.Events.Select(static e => e.Kind));
        Assert.Contains(simulation.VideoStream.Ssrc, simulation.Browser.Goodbyes);
        Assert.Contains(simulation.AudioStream.Ssrc, simulation.Browser.Goodbyes);
        Assert.True(simulation.Browser.IsClosedByServer);
    }

    [Fact]
    public void A_browser_that_never_checks_fails_with_an_ice_timeout()
    {
        using PlaybackSimulation simulation = new(2, new PathConditions { Loss = 1 });

        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.IceTimeout, simulation.Ended);
    }

    [Fact]
    public void A_browser_that_vanishes_loses_consent()
    {
        using PlaybackSimulation simulation = new(3, PathConditions.Clean, new SimulationOptions { Frames = 3000 });
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);

        simulation.Browser.Vanish();
        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.ConsentExpired, simulation.Ended);
    }

    [Fact]
    public void A_browser_that_closes_ends_the_session_at_once()
    {
        using PlaybackSimulation simulation = new(4, PathConditions.Clean, new SimulationOptions { Frames = 3000 });
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count > 10, Limit);

        simulation.CloseBrowser();
        simulation.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(SessionEndReason.ClosedByPeer, simulation.Ended);
    }

    [Fact]
    public void A_browser_that_refuses_the_certificate_fails_the_handshake()
    {
        using PlaybackSimulation simulation = new(5, PathConditions.Clean, new SimulationOptions { WrongServerFingerprint = true });

        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.DtlsFailed, simulation.Ended);
    }

    [Fact]
    public void Packets_of_strangers_change_nothing()
    {
        using PlaybackSimulation simulation = new(6, PathConditions.Clean);
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
        byte[] dtlsHello = [22, 254, 253, .. new byte[60]];
        byte[] rtp = [0x80, 96, .. new byte[60]];
        byte[] rtcp = [0x81, 201, .. new byte[60]];
        byte[] check = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. new byte[12]];

        foreach (byte[] datagram in new[] { dtlsHello, rtp, rtcp, check, [0xFF] })
        {
            simulation.SendToServer(datagram, Stranger);
        }

        simulation.Run(Limit);
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.Equal(4, simulation.Server.Drops[PeerDropReason.UnvalidatedAddress]);
        Assert.Equal(1, simulation.Server.Drops[PeerDropReason.InvalidCheck]);
    }

    [Fact]
    public void Garbage_under_the_address_of_the_browser_is_dropped_and_counted()
    {
        using PlaybackSimulation simulation = new(7, PathConditions.Clean);
        simulation.RunUntil(() => simulation.PlayingAt is not null, Limit);
        byte[] brokenRecord = [22, 254, 253, .. new byte[60]];
        byte[] rtp = [0x80, 96, .. new byte[60]];
        byte[] forgedRtcp = [0x81, 201, .. new byte[60]];
        byte[] unauthenticatedCheck = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, .. new byte[12]];

        foreach (byte[] datagram in new[] { brokenRecord, rtp, forgedRtcp, unauthenticatedCheck, [0xFF, 0xFF] })
        {
            simulation.SendToServer(datagram, PlaybackSimulation.BrowserAddress);
        }

        simulation.Run(Limit);
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.Equal(0, simulation.Server.Drops[PeerDropReason.UnvalidatedAddress]);
        Assert.Equal(1, simulation.Server.Drops[PeerDropReason.UnexpectedRtp]);
        Assert.Equal(1, simulation.Server.Drops[PeerDropReason.SrtcpRejected]);
        Assert.Equal(1, simulation.Server.Drops[PeerDropReason.InvalidCheck]);
        Assert.Equal(1, simulation.Server.Drops[PeerDropReason.UnknownProtocol]);
    }

    [Fact]
    public void Lies_of_the_browser_itself_are_counted_and_change_nothing()
    {
        using PlaybackSimulation simulation = new(12, PathConditions.Clean);
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count > 10, Limit);

        simulation.Do(static browser => browser.SendBrokenRtcp());
        simulation.Do(browser => browser.Ask(simulation.VideoStream.FirstSequenceNumber + -500, simulation.VideoStream.FirstSequenceNumber + 20_000));
        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(simulation.Options.Frames, simulation.Browser.Video.Pictures.Count);
        Assert.Equal(1, simulation.Server.Drops[PeerDropReason.MalformedRtcp]);
        Assert.Equal(2, simulation.Server.Drops[PeerDropReason.RetransmissionRefused]);
    }

    [Fact]
    public void Rtcp_before_the_handshake_is_over_is_dropped()
    {
        using PlaybackSimulation simulation = new(13, PathConditions.Clean);
        simulation.RunUntil(() => simulation.Browser.HasSelectedPath, Limit);

        simulation.SendToServer([0x81, 201, .. new byte[60]], PlaybackSimulation.BrowserAddress);
        simulation.Run(Limit);

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.Equal(1, simulation.Server.Drops[PeerDropReason.NoKeysYet]);
    }

    [Fact]
    public void A_lost_picture_is_sent_again_from_the_last_key_frame()
    {
        using PlaybackSimulation simulation = new(8, PathConditions.Clean, new SimulationOptions { Frames = 90 });
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count == 41, Limit);

        simulation.RequestKeyFrame();
        MonotonicTime asked = simulation.Now;
        simulation.RunUntil(() => simulation.Browser.Video.Pictures.Count >= 41 + 11, Limit);
        TimeSpan mended = simulation.Now - asked;
        simulation.Run(Limit);

        // A round trip of 20 ms, and a third of a second of pictures at ten times their speed.
        Assert.InRange(mended.TotalMilliseconds, 20, 100);

        // 30 to 40 once more, then everything to the end, each once.
        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        List<int> frames = [.. simulation.Browser.Video.Pictures.Select(p => FrameOf(simulation, p.NalUnits[^1]))];
        int again = frames.FindLastIndex(static frame => frame == 30);
        Assert.True(again > 40);
        Assert.Equal(Enumerable.Range(30, 60), frames[again..]);
        Assert.True(simulation.Browser.Video.Pictures.Zip(simulation.Browser.Video.Pictures.Skip(1), static (a, b) => b.Timestamp.IsAfter(a.Timestamp)).All(static x => x));
    }

    private static int FrameOf(PlaybackSimulation simulation, byte[] nalUnit)
    {
        for (int i = 0; i < simulation.Options.Frames; i++)
        {
            if (simulation.File.NalUnit(i).SequenceEqual(nalUnit))
            {
                return i;
            }
        }

        return -1;
    }
}
