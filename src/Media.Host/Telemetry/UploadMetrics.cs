using System.Diagnostics.Metrics;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage.Uploads;

namespace Vod.Media.Host.Telemetry;

/// <summary>The instruments of the upload of recordings.</summary>
internal static class UploadMetrics
{
    private static readonly (UploadOutcome Outcome, string Label)[] Outcomes =
    [
        (UploadOutcome.Done, "done"),
        (UploadOutcome.Gone, "gone"),
        (UploadOutcome.Failed, "failed"),
        (UploadOutcome.Refused, "refused"),
    ];

    /// <summary>Creates the instruments; they live as long as the meter.</summary>
    public static void Add(Meter meter, UploadQueue queue, UploadCounters counters)
    {
        meter.CreateObservableUpDownCounter("vod.uploads.waiting", () => (long)queue.Count, "{recording}", "Recordings that wait for their upload");
        meter.CreateObservableCounter(
            "vod.uploads.attempts",
            () => Outcomes.Select(o => new Measurement<long>(counters.EndedWith(o.Outcome), new KeyValuePair<string, object?>("outcome", o.Label))),
            "{attempt}",
            "Attempts to upload a recording that are over");
        meter.CreateObservableCounter("vod.uploads.stored", () => counters.Bytes, "By", "Size of the recordings that were uploaded");
    }
}
