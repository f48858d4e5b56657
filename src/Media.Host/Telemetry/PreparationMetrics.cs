using System.Diagnostics.Metrics;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Telemetry;

/// <summary>The instruments of the preparation of sound and of what is kept of it.</summary>
internal static class PreparationMetrics
{
    /// <summary>Creates the instruments; they live as long as the meter.</summary>
    public static void Add(Meter meter, AudioPreparation preparation, AssetCache cache)
    {
        PreparationCounters done = preparation.Counters;
        meter.CreateObservableUpDownCounter("vod.transcode.queue", () => preparation.Waiting, "{chunk}", "Chunks of sound that wait for a transcoder");
        meter.CreateObservableUpDownCounter("vod.transcode.running", () => preparation.Transcoding, "{chunk}", "Chunks of sound at a transcoder");
        meter.CreateObservableCounter(
            "vod.transcode.runs", () => Split("outcome", ("done", done.ChunksMade), ("failed", done.TranscodesFailed)), "{run}", "Runs of a transcoder");
        meter.CreateObservableCounter("vod.transcode.time", () => done.TranscodingTime.TotalSeconds, "s", "Time transcoders ran");
        meter.CreateObservableCounter("vod.transcode.media.time", () => done.MediaTime.TotalSeconds, "s", "Playing time of the sound they made");
        meter.CreateObservableCounter("vod.transcode.abandoned", () => done.RequestsDropped, "{chunk}", "Chunks given up in the queue because nobody wanted them any more");
        meter.CreateObservableCounter(
            "vod.cache.lookups",
            () => Split("result", ("hit", done.ChunksFromDisk), ("miss", done.CacheMisses), ("damaged", done.CorruptFiles)),
            "{lookup}",
            "Chunks looked for in the cache folder");
        meter.CreateObservableUpDownCounter("vod.cache.size", () => cache.Bytes, "By", "Size of the cache folder");
        meter.CreateObservableUpDownCounter("vod.cache.memory", () => preparation.MemoryBytes, "By", "Sound held in memory");
    }

    private static IEnumerable<Measurement<long>> Split(string label, params IEnumerable<(string Value, long Count)> parts) =>
        parts.Select(part => new Measurement<long>(part.Count, new KeyValuePair<string, object?>(label, part.Value)));
}
