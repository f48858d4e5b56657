using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Vod.Media.Bandwidth;
using Vod.Media.Engine;
using Vod.Media.Host;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Records;
using Vod.Media.Publish;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Publishing;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Live;

/// <summary>A whole media plane of two workers, and scripted browsers that publish and watch over loopback, on real time.</summary>
internal sealed partial class PublicationEngine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vod-publish-");
    private readonly ServiceProvider _services;
    private readonly List<LoopbackBrowser> _browsers = [];
    private readonly List<IDisposable> _peers = [];
    private readonly List<EngineEvent> _events = [];

    public PublicationEngine(Action<MediaEngineOptions>? configure = null)
    {
        Directory.CreateDirectory(Path.Join(_folder.FullName, "media"));
        ServiceCollection services = new();
        services.AddLogging();
        services.Configure<MediaEngineOptions>(options =>
        {
            options.Directory = Path.Join(_folder.FullName, "media");
            options.UdpPort = 0;
            options.Workers = 2;
            options.AnnounceLoopback = true;
            configure?.Invoke(options);
        });
        services.Configure<PreparationOptions>(options => options.CacheDirectory = Path.Join(_folder.FullName, "cache"));
        services.Configure<RecordingOptions>(options => (options.Directory, options.MinFreeBytes) = (Records, 0));
        services.AddMediaEngine();
        _services = services.BuildServiceProvider();
        Engine = _services.GetRequiredService<IMediaEngine>();
    }

    public IMediaEngine Engine { get; }

    /// <summary>Folder of the recordings.</summary>
    public string Records => Path.Join(_folder.FullName, "records");

    /// <summary>Ports of the workers that the browsers were told of, in their order.</summary>
    public List<int> Ports { get; } = [];

    private static MonotonicTime Now => new(Stopwatch.GetElapsedTime(0).Ticks);

    /// <summary>Publishes; returns when the offer is answered.</summary>
    public (SessionId Session, ScriptedPublisher Publisher) Publish(RecordingOrder? recording = null, PublishedCodec codec = PublishedCodec.H264)
    {
        SessionId session = new(Guid.NewGuid());
        Assert.Equal(OpenOutcome.Accepted, Engine.Publish(new OpenPublication(session, "live", Offer("sendonly", codec)) { Recording = recording }));
        string answer = Await<SessionAnswered>(session).Answer;
        PublisherOptions options = new() { Codec = codec, EncodingDelay = TimeSpan.FromMilliseconds(5) };
        ScriptedPublisher publisher = new(options, CredentialsIn(answer), FingerprintIn(answer), new Random(1));
        publisher.Start(Now);
        _peers.Add(publisher);
        _browsers.Add(new LoopbackBrowser(PortIn(answer), publisher.HandleDatagram, now => publisher.TryPollTransmit(now, out byte[] datagram) ? datagram : null, publisher.HandleTimeout));
        return (session, publisher);
    }

    /// <summary>Watches a publication; returns when the offer is answered.</summary>
    public (SessionId Session, ScriptedBrowser Browser) Watch(SessionId publication, PublishedCodec codec = PublishedCodec.H264)
    {
        SessionId session = new(Guid.NewGuid());
        Assert.Equal(OpenOutcome.Accepted, Engine.Open(new OpenPlayback(session, "", Offer("recvonly", codec)) { Publication = publication }));
        string answer = Await<SessionAnswered>(session).Answer;
        (string ufrag, string password) = CredentialsIn(answer);
        uint[] streams = [.. Ssrc().Matches(answer).Select(static match => uint.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct()];
        ScriptedBrowser browser = new(
            new BrowserOptions
            {
                ServerUfrag = ufrag,
                ServerPassword = password,
                ServerFingerprint = FingerprintIn(answer),
                Address = PlaybackSimulation.BrowserAddress,
                AudioSsrc = new Ssrc(streams[0]),
                VideoSsrc = new Ssrc(streams[1]),
                RetransmissionSsrc = new Ssrc(streams[2]),
                PathFeedback = PathFeedback.TransportWide,
            },
            new Random(2));
        browser.Video.ForgetOrigin();
        browser.Start(Now);
        _peers.Add(browser);
        _browsers.Add(new LoopbackBrowser(PortIn(answer), browser.HandleDatagram, _ => browser.TryPollTransmit(out byte[] datagram, out TransportAddress _) ? datagram : null, now => Tick(browser, now)));
        return (session, browser);
    }

    /// <summary>Lets time pass until a condition holds.</summary>
    public void RunUntil(Func<bool> condition)
    {
        MonotonicTime deadline = Now + Patience;
        while (!condition())
        {
            Assert.True(Now < deadline, $"it did not come to that; events [{string.Join(", ", _events.Select(static e => e.GetType().Name))}]");
            _browsers.ForEach(static browser => browser.Pump(Now));
            while (Engine.Events.TryRead(out EngineEvent? engineEvent))
            {
                _events.Add(engineEvent);
            }

            Thread.Yield();
        }
    }

    /// <summary>Waits for an event of a session.</summary>
    public T Await<T>(SessionId session)
        where T : EngineEvent
    {
        RunUntil(() => Find<T>(session) is not null);
        return Find<T>(session)!;
    }

    /// <summary>The events of a session so far.</summary>
    public IEnumerable<EngineEvent> EventsOf(SessionId session) => _events.Where(engineEvent => engineEvent.Session == session);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _browsers.ForEach(static browser => browser.Dispose());
        _peers.ForEach(static peer => peer.Dispose());
        _folder.Delete(recursive: true);
    }

    private static void Tick(ScriptedBrowser browser, MonotonicTime now)
    {
        if (browser.NextTimeout <= now)
        {
            browser.HandleTimeout(now);
        }
    }

    private T? Find<T>(SessionId session)
        where T : EngineEvent => EventsOf(session).OfType<T>().FirstOrDefault();

    private int PortIn(string answer)
    {
        int port = int.Parse(Candidate().Match(answer).Groups[1].Value, CultureInfo.InvariantCulture);
        Ports.Add(port);
        return port;
    }

    private static (string Ufrag, string Password) CredentialsIn(string answer) => (Ufrag().Match(answer).Groups[1].Value, Password().Match(answer).Groups[1].Value);

    private static CertificateFingerprint FingerprintIn(string answer)
    {
        Assert.True(CertificateFingerprint.TryParse(Fingerprint().Match(answer).Groups[1].Value, out CertificateFingerprint? fingerprint));
        return fingerprint;
    }

    /// <summary>An offer to send or to receive picture and sound.</summary>
    public static string Offer(string direction, PublishedCodec codec)
    {
        string format = codec == PublishedCodec.Vp8
            ? "a=rtpmap:108 VP8/90000\n"
            : "a=rtpmap:108 H264/90000\na=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\n";
        string transport =
            $"c=IN IP4 0.0.0.0\na=ice-ufrag:brow\na=ice-pwd:0123456789012345678901\na=fingerprint:{ScriptedBrowser.Certificate.Fingerprint}\na=setup:actpass\n"
            + $"a=extmap:{BrowserOptions.TransportSequenceId} http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\n"
            + $"a=extmap:{ScriptedPublisher.MidId} urn:ietf:params:rtp-hdrext:sdes:mid\na={direction}\na=rtcp-mux\na=rtcp-rsize\n";
        string offer = "v=0\no=- 1 2 IN IP4 127.0.0.1\ns=-\nt=0 0\na=group:BUNDLE 0 1\n"
            + $"m=audio 9 UDP/TLS/RTP/SAVPF 111\na=mid:0\n{transport}a=rtpmap:111 opus/48000/2\na=rtcp-fb:111 transport-cc\n"
            + $"m=video 9 UDP/TLS/RTP/SAVPF 108 109\na=mid:1\n{transport}{format}a=rtcp-fb:108 transport-cc\na=rtcp-fb:108 nack\na=rtcp-fb:108 nack pli\n"
            + "a=rtpmap:109 rtx/90000\na=fmtp:109 apt=108\n";
        return offer.Replace("\n", "\r\n", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"a=candidate:\S+ 1 udp \d+ 127\.0\.0\.1 (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Candidate();

    [GeneratedRegex(@"a=ice-ufrag:(\S+)")]
    private static partial Regex Ufrag();

    [GeneratedRegex(@"a=ice-pwd:(\S+)")]
    private static partial Regex Password();

    [GeneratedRegex(@"a=fingerprint:([^\r\n]+)")]
    private static partial Regex Fingerprint();

    [GeneratedRegex(@"a=ssrc:(\d+) ")]
    private static partial Regex Ssrc();
}
