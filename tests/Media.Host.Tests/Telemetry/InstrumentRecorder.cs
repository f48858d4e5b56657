using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Vod.Media.Host.Tests.Telemetry;

/// <summary>What one meter has measured, by instrument and label value: "name value".</summary>
internal sealed class InstrumentRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _sums = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public InstrumentRecorder(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Take(instrument, value, labels));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Take(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Take(instrument, value, labels));
        _listener.Start();
    }

    /// <summary>The value of an observable instrument now; the sum of what a counter or histogram was given.</summary>
    public double this[string name]
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _sums.GetValueOrDefault(name);
        }
    }

    /// <summary>How often a counter or histogram was given something.</summary>
    public int CountOf(string name) => _counts.GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        string name = instrument.Name;
        foreach ((_, object? label) in labels)
        {
            name += $" {label}";
        }

        _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);
        _sums.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
    }
}
