using System.Diagnostics.Metrics;

namespace Vod.Media.Simulation.Workers;

/// <summary>What a meter measures. Taking a measurement allocates nothing, as with an exporter that has seen the labels before.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _observed = [];

    public Measurements(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Observe(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) =>
        {
            if (instrument is Histogram<double>)
            {
                (Recorded, Largest, Smallest) = (Recorded + 1, Math.Max(Largest, value), Math.Min(Smallest, value));
            }
            else
            {
                Observe(instrument, value, labels);
            }
        });
        _listener.Start();
    }

    /// <summary>Values put into histograms.</summary>
    public int Recorded { get; private set; }

    public double Largest { get; private set; }

    public double Smallest { get; private set; } = double.MaxValue;

    /// <summary>The value of an observable instrument now, by its name and the labels besides the worker: "name" or "name value".</summary>
    public double this[string name]
    {
        get
        {
            _observed.Clear();
            _listener.RecordObservableInstruments();
            return _observed[name];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Observe(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        string name = instrument.Name;
        foreach ((string key, object? label) in labels)
        {
            name += key == "worker" ? "" : $" {label}";
        }

        _observed[name] = value;
    }
}
