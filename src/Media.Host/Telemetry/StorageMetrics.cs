using System.Diagnostics.Metrics;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Telemetry;

/// <summary>The instruments of object stores and of what is kept of them. A label tells the stores apart by their names in the settings; no bucket and no object has one.</summary>
internal static class StorageMetrics
{
    private static readonly KeyValuePair<string, object?>[] Outcomes = Labels.Of<TransferOutcome>("outcome");
    private static readonly KeyValuePair<string, object?> Hit = new("result", "hit");
    private static readonly KeyValuePair<string, object?> Miss = new("result", "miss");

    /// <summary>Creates the instruments; they live as long as the meter. Only where there is a store.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="stores">What was asked of each store, by its name.</param>
    /// <param name="cache">What is kept of them.</param>
    public static void Add(Meter meter, IReadOnlyDictionary<string, StoreCounters> stores, BlockCache cache)
    {
        (StoreCounters Of, KeyValuePair<string, object?> Store)[] all = [.. stores.Select(static store => (store.Value, new KeyValuePair<string, object?>("store", store.Key)))];
        meter.CreateObservableUpDownCounter("vod.storage.requests.running", () => PerStore(static of => of.InFlight), "{request}", "Requests to object stores under way");
        meter.CreateObservableCounter("vod.storage.requests", () => all.SelectMany(PerOutcome), "{request}", "Requests to object stores");
        meter.CreateObservableCounter("vod.storage.retries", () => PerStore(static of => of.Retries), "{request}", "Requests that repeat or continue one that failed");
        meter.CreateObservableCounter("vod.storage.read.bytes", () => PerStore(static of => of.BytesRead), "By", "Bytes that came from object stores");
        meter.CreateObservableCounter("vod.storage.served.bytes", () => PerStore(static of => of.BytesServed), "By", "Bytes of objects that were read by players and preparation");
        meter.CreateObservableCounter("vod.storage.lookups", () => all.SelectMany(PerResult), "{block}", "Blocks of objects looked for in the cache");
        meter.CreateObservableCounter("vod.storage.dropped", () => PerStore(static of => of.Dropped), "{block}", "Blocks that nobody wanted any more when their turn came");
        meter.CreateObservableUpDownCounter("vod.storage.cache.size", () => cache.Bytes, "By", "Size of the cache of objects");
        meter.CreateObservableCounter("vod.storage.cache.evictions", () => cache.Counters.Evictions, "{block}", "Blocks deleted to keep the limit");
        meter.CreateObservableCounter("vod.storage.cache.damaged", () => cache.Counters.DamagedBlocks, "{block}", "Blocks that were not what was written and were read again");

        IEnumerable<Measurement<long>> PerStore(Func<StoreCounters, long> count) => all.Select(store => new Measurement<long>(count(store.Of), store.Store));
    }

    private static IEnumerable<Measurement<long>> PerOutcome((StoreCounters Of, KeyValuePair<string, object?> Store) store) =>
        Outcomes.Select((label, i) => new Measurement<long>(store.Of.RequestsOf((TransferOutcome)i), store.Store, label));

    private static IEnumerable<Measurement<long>> PerResult((StoreCounters Of, KeyValuePair<string, object?> Store) store) =>
        [new(store.Of.Hits, store.Store, Hit), new(store.Of.Misses, store.Store, Miss)];
}
