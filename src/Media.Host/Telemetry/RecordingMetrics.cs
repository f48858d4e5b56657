using System.Diagnostics.Metrics;
using Vod.Media.Engine;
using Vod.Media.Host.Records;

namespace Vod.Media.Host.Telemetry;

/// <summary>The instruments of recordings.</summary>
internal static class RecordingMetrics
{
    private static readonly (RecordingOutcome Outcome, string Label)[] Outcomes =
    [
        (RecordingOutcome.Complete, "complete"),
        (RecordingOutcome.Empty, "empty"),
        (RecordingOutcome.QuotaReached, "quota_reached"),
        (RecordingOutcome.DiskFull, "disk_full"),
        (RecordingOutcome.Failed, "failed"),
    ];

    /// <summary>Creates the instruments; they live as long as the meter.</summary>
    public static void Add(Meter meter, RecordingCounters counters)
    {
        meter.CreateObservableUpDownCounter("vod.recordings", () => counters.Running, "{recording}", "Recordings that run");
        meter.CreateObservableCounter(
            "vod.recordings.ended",
            () => Outcomes.Select(o => new Measurement<long>(counters.FinishedWith(o.Outcome), new KeyValuePair<string, object?>("outcome", o.Label))),
            "{recording}",
            "Recordings that are over");
        meter.CreateObservableCounter("vod.recordings.files", () => counters.Files, "{file}", "Files of recordings that are finished: one of each, or its parts");
        meter.CreateObservableCounter("vod.recordings.written", () => counters.Bytes, "By", "Size of the files that are finished");
        meter.CreateObservableCounter(
            "vod.recordings.omitted", () => counters.Omitted, "{frame}", "Pictures and sounds left out because the disk was too slow");
    }
}
