using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>What has become of the files of one recording. Any thread.</summary>
/// <param name="onFile">Told the name of each.</param>
internal sealed class RecordingTotals(Action<string> onFile)
{
    private readonly Lock _lock = new();
    private RecordingEnd? _trouble;
    private string _name = "";
    private int _number;
    private long _size;
    private TimeSpan _duration;

    /// <summary>A file is finished, or there is none of it.</summary>
    /// <param name="number">Which, counted from 1.</param>
    /// <param name="result">What became of it.</param>
    public void Add(int number, RecordingResult result)
    {
        lock (_lock)
        {
            _size += result.Size;
            _duration += result.Duration;
            if (result.Outcome is not (RecordingOutcome.Complete or RecordingOutcome.Empty))
            {
                _trouble ??= new(result.Outcome, result.Detail);
            }

            if (result.Name.Length > 0 && number > _number)
            {
                (_number, _name) = (number, result.Name);
            }
        }

        if (result.Name.Length > 0)
        {
            onFile(result.Name);
        }
    }

    /// <summary>What has become of the recording: how the last file ended unless one before had trouble, the name of the last file, and the sums of all.</summary>
    /// <param name="last">What became of the last file.</param>
    public RecordingResult ResultOf(RecordingResult last)
    {
        lock (_lock)
        {
            bool isEmpty = last.Outcome == RecordingOutcome.Empty && _name.Length == 0;
            RecordingEnd end = last.Outcome is not (RecordingOutcome.Complete or RecordingOutcome.Empty) || isEmpty
                ? new(last.Outcome, last.Detail)
                : _trouble ?? new(RecordingOutcome.Complete, last.Detail);
            return new RecordingResult(end.Outcome, _name, _size, _duration, end.Detail);
        }
    }
}
