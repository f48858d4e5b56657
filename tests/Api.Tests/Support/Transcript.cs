using System.Globalization;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Support;

/// <summary>
/// A conversation as data, one step per line:
/// <c>&gt; JSON</c> the client sends; <c>&lt; PATTERN</c> the next message it gets; <c>~ SECONDS</c> time passes;
/// <c>? subscribed ID NAME</c>, <c>? published ID NAME</c>, <c>? recorded ID NAME</c> (published with a recording) and <c>? unsubscribed ID REASON</c> what the stream is
/// asked next;
/// <c>! answered ID SDP</c>, <c>! playing ID</c>, <c>! publishing ID [CODEC]</c>, <c>! record ID FILE</c>, <c>! ended ID REASON</c>, <c>! alive ID</c> what the node says;
/// <c>.</c> nothing more was sent; <c>close CODE</c> the server closes, <c>cut</c> it does so without a word. Lines that begin with # explain.
/// </summary>
internal sealed class Transcript(ApiServer server, WcsClient client)
{
    private static readonly StreamMedia File = new(true, true, 1280, 720, TimeSpan.FromSeconds(60));

    private static readonly StreamMedia Camera = new(true, true, 640, 480, TimeSpan.Zero);

    private readonly Dictionary<string, IViewerObserver> _observers = [];

    public static IEnumerable<string> Names =>
        typeof(Transcript).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal);

    public async Task PlayAsync(string name)
    {
        using StreamReader lines = new(typeof(Transcript).Assembly.GetManifestResourceStream(name)!);
        int number = 0;
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            try
            {
                string[] words = line.Split(' ', 2);
                await StepAsync(words[0], words.Length > 1 ? words[1] : "");
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{name}, line {number}: {line}\n{exception.Message}", exception);
            }
        }
    }

    private async Task StepAsync(string kind, string rest)
    {
        switch (kind)
        {
            case ">":
                await client.SendAsync(rest);
                break;
            case "<":
                await client.ExpectAsync(rest);
                break;
            case "~":
                server.Time.Advance(TimeSpan.FromSeconds(double.Parse(rest, CultureInfo.InvariantCulture)));
                break;
            case "?":
                await AskedAsync(rest.Split(' '));
                break;
            case "!":
                await SaidAsync(rest.Split(' '));
                break;
            case ".":
                await client.ExpectNothingAsync();
                break;
            case "close":
                Assert.Equal(int.Parse(rest, CultureInfo.InvariantCulture), (int?)await client.ExpectCloseAsync());
                break;
            case "cut":
                Assert.Null(await client.ExpectCloseAsync());
                break;
            default:
                throw new FormatException($"No such step: {kind}");
        }
    }

    private async Task AskedAsync(string[] words)
    {
        if (words[0] == "subscribed")
        {
            SubscribeRequest request = await server.Cluster.NextSubscribedAsync();
            Assert.Equal((words[1], words[2]), (request.MediaSessionId, request.Uri));
            _observers[words[1]] = request.Observer;
        }
        else if (words[0] is "published" or "recorded")
        {
            (string name, PublishRequest request) = await server.Cluster.NextPublishedAsync();
            Assert.Equal((words[1], words[2], words[0] == "recorded"), (request.MediaSessionId, name, request.IsRecorded));
            _observers[words[1]] = request.Observer;
        }
        else
        {
            Assert.Equal((words[1], Enum.Parse<StreamEndReason>(words[2])), await server.Cluster.NextUnsubscribedAsync());
        }
    }

    private Task SaidAsync(string[] words)
    {
        IViewerObserver observer = _observers[words[1]];
        return words[0] switch
        {
            "answered" => observer.OnViewerEvent(new ViewerAnswered(words[1], words[2], File)),
            "playing" => observer.OnViewerEvent(new ViewerPlaying(words[1], File)),
            "publishing" => observer.OnViewerEvent(new PublisherPublishing(words[1], words.Length > 2 ? Camera with { Codec = Enum.Parse<StreamPictureCodec>(words[2]) } : Camera)),
            "record" => observer.OnViewerEvent(new PublisherRecorded(words[1], words.Length > 2 ? words[2] : "")),
            "ended" => observer.OnViewerEvent(new ViewerEnded(words[1], Enum.Parse<StreamEndReason>(words[2]), "")),
            "alive" => observer.OnAlive([words[1]]),
            _ => throw new FormatException($"No such event: {words[0]}"),
        };
    }
}
