using System.Diagnostics.Metrics;
using System.Text.Json;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Events;
using Vod.Grains.Nodes;

namespace Vod.Grains;

/// <summary>The instruments of the control plane of a node, under the meter <c>Vod.Grains</c>.</summary>
internal sealed class GrainMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Vod.Grains";

    /// <summary>Receiver of an event: the connection of the viewer.</summary>
    public const string Connection = "connection";

    /// <summary>Receiver of an event: the stream.</summary>
    public const string Stream = "stream";

    private const string Personal = "personal";
    private const string Shared = "shared";
    private const string Published = "published";
    private const string Opening = "opening";
    private const string Watched = "watched";
    private const string Unwatched = "unwatched";
    private static readonly string[] Kinds = [Personal, Shared, Published];
    private static readonly string[] Statuses = [Opening, Watched, Unwatched];
    private readonly ActiveStreams _streams;
    private readonly NodeSessionTable _sessions;
    private readonly Counter<long> _subscriptions;
    private readonly Counter<long> _publications;
    private readonly Counter<long> _deliveries;

    /// <summary>Creates the instruments.</summary>
    public GrainMetrics(IMeterFactory meters, ActiveStreams streams, NodeSessionTable sessions)
    {
        _streams = streams;
        _sessions = sessions;
        Meter meter = meters.Create(MeterName);
        meter.CreateObservableUpDownCounter("vod.streams", CountStreams, "{stream}", "Streams whose grains are on this node");
        meter.CreateObservableUpDownCounter("vod.viewers", CountViewers, "{viewer}", "Viewers this node carries");
        _subscriptions = meter.CreateCounter<long>("vod.subscriptions", "{request}", "Requests to watch a stream");
        _publications = meter.CreateCounter<long>("vod.publish.requests", "{request}", "Requests to publish a stream");
        _deliveries = meter.CreateCounter<long>("vod.event.deliveries", "{event}", "Events offered to a connection or a stream");

        // A series that begins with its first event hides it from every rate.
        Array.ForEach(Enum.GetValues<SubscribeOutcome>(), outcome => _subscriptions.Add(0, Label("outcome", outcome)));
        Array.ForEach(Enum.GetValues<PublishOutcome>(), outcome => _publications.Add(0, Label("outcome", outcome)));
        foreach (string receiver in new[] { Connection, Stream })
        {
            Array.ForEach(Enum.GetValues<DeliveryOutcome>(), outcome => _deliveries.Add(0, new("receiver", receiver), Label("outcome", outcome)));
        }
    }

    /// <summary>Counts a request to watch.</summary>
    public void CountSubscription(SubscribeOutcome outcome) => _subscriptions.Add(1, Label("outcome", outcome));

    /// <summary>Counts a request to publish.</summary>
    public void CountPublication(PublishOutcome outcome) => _publications.Add(1, Label("outcome", outcome));

    /// <summary>Counts an event that went its way.</summary>
    /// <param name="receiver"><see cref="Connection"/> or <see cref="Stream"/>.</param>
    /// <param name="outcome">What became of it.</param>
    public void CountDelivery(string receiver, DeliveryOutcome outcome) => _deliveries.Add(1, new("receiver", receiver), Label("outcome", outcome));

    // A kind and a status that nobody is in are told too: a series that comes and goes makes no good alert.
    private IEnumerable<Measurement<int>> CountStreams()
    {
        Dictionary<(string Kind, string Status), int> counts =
            _streams.Snapshot().CountBy(stream => (KindOf(stream.Origin), StatusOf(stream))).ToDictionary();
        return from kind in Kinds
               from status in Statuses
               select new Measurement<int>(counts.GetValueOrDefault((kind, status)), new("kind", kind), new("status", status));
    }

    private IEnumerable<Measurement<int>> CountViewers()
    {
        Dictionary<string, int> counts = _sessions.Snapshot().Where(session => !session.IsPublisher).CountBy(session => KindOf(session.Origin)).ToDictionary();
        return Kinds.Select(kind => new Measurement<int>(counts.GetValueOrDefault(kind), new KeyValuePair<string, object?>("kind", kind)));
    }

    private static string KindOf(StreamOrigin origin) => origin switch
    {
        { Publication: not null } => Published,
        { IsShared: true } => Shared,
        _ => Personal,
    };

    private static string StatusOf(VodStreamDescription stream) => stream switch
    {
        { Media: null } => Opening,
        { Viewers: 0 } => Unwatched,
        _ => Watched,
    };

    private static KeyValuePair<string, object?> Label<TEnum>(string key, TEnum value)
        where TEnum : struct, Enum => new(key, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
