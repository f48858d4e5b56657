using System.Diagnostics.Metrics;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Telemetry;

/// <summary>The instruments of the preparation of sound and pictures and of what is kept of it.</summary>
internal static class PreparationMetrics
{
    private static readonly KeyValuePair<string, object?> Sound = new("media", "sound");
    private static readonly KeyValuePair<string, object?> Picture = new("media", "picture");

    /// <summary>Creates the instruments; they live as long as the meter.</summary>
    public static void Add(Meter meter, AudioPreparation sound, PicturePreparation pictures, AssetCache cache)
    {
        PreparationCounters ofSound = sound.Counters;
        PreparationCounters ofPictures = pictures.Counters;
        meter.CreateObservableUpDownCounter("vod.transcode.queue", () => Both(sound.Waiting, pictures.Waiting), "{chunk}", "Chunks that wait for a transcoder");
        meter.CreateObservableUpDownCounter("vod.transcode.running", () => Both(sound.Transcoding, pictures.Encoding), "{run}", "Transcoders that run");
        meter.CreateObservableCounter(
            "vod.transcode.runs",
            () => Split(ofSound, ofPictures, "outcome", ("done", static of => of.TranscodesDone), ("failed", static of => of.TranscodesFailed)),
            "{run}",
            "Runs of a transcoder");
        meter.CreateObservableCounter(
            "vod.transcode.chunks", () => Both(ofSound.ChunksMade, ofPictures.ChunksMade), "{chunk}", "Chunks made by a transcoder");
        meter.CreateObservableCounter(
            "vod.transcode.time", () => Both(ofSound.TranscodingTime.TotalSeconds, ofPictures.TranscodingTime.TotalSeconds), "s", "Time transcoders ran");
        meter.CreateObservableCounter(
            "vod.transcode.media.time", () => Both(ofSound.MediaTime.TotalSeconds, ofPictures.MediaTime.TotalSeconds), "s", "Playing time of what they made");
        meter.CreateObservableCounter(
            "vod.transcode.abandoned",
            () => Both(ofSound.RequestsDropped, ofPictures.RequestsDropped),
            "{chunk}",
            "Chunks given up in the queue because nobody wanted them any more");
        meter.CreateObservableCounter(
            "vod.cache.lookups",
            () => Split(
                ofSound,
                ofPictures,
                "result",
                ("hit", static of => of.ChunksFromDisk),
                ("miss", static of => of.CacheMisses),
                ("damaged", static of => of.CorruptFiles)),
            "{lookup}",
            "Chunks looked for in the cache folder");
        meter.CreateObservableUpDownCounter("vod.cache.size", () => cache.Bytes, "By", "Size of the cache folder");
        meter.CreateObservableUpDownCounter("vod.cache.memory", () => Both(sound.MemoryBytes, pictures.MemoryBytes), "By", "Prepared media held in memory");
    }

    private static Measurement<T>[] Both<T>(T sound, T picture)
        where T : struct => [new(sound, Sound), new(picture, Picture)];

    private static IEnumerable<Measurement<long>> Split(
        PreparationCounters sound, PreparationCounters pictures, string label, params IEnumerable<(string Value, Func<PreparationCounters, long> Count)> parts) =>
        parts.SelectMany(part => new Measurement<long>[]
        {
            new(part.Count(sound), new(label, part.Value), Sound),
            new(part.Count(pictures), new(label, part.Value), Picture),
        });
}
