namespace Vod.Media.Mp4.Scanning;

/// <summary>
/// Asks for the first bytes of certain samples, several in one range where they are close together, and shows them to somebody. A head that was too short is asked for once
/// more, longer.
/// </summary>
/// <param name="samples">Where the samples are.</param>
/// <param name="budget">What may be read.</param>
/// <param name="visitor">Looks at the heads.</param>
internal sealed class SampleHeads(SampleIndex samples, ScanBudget budget, ISampleHeadVisitor visitor)
{
    /// <summary>Bytes of a first look: parameter sets and the usual messages fit in front of the slice.</summary>
    public const int ShortLength = 512;

    /// <summary>Bytes of a second look: behind the settings that encoders like to leave, or a picture's worth of captions.</summary>
    public const int LongLength = 32 << 10;

    /// <summary>Heads closer together than this are read through.</summary>
    public const int ReadThroughDistance = 32 << 10;

    /// <summary>Most bytes of a range.</summary>
    public const int MaxRange = 1 << 20;

    /// <summary>Whether there are heads all over the file.</summary>
    public bool GoesOn { get; set; }

    private readonly Queue<int> _wanted = new();
    private readonly List<int> _inRange = [];
    private readonly Queue<int> _again = new();
    private long _rangeStart;

    /// <summary>Adds a sample; they are best added in the order of the file.</summary>
    public void Add(int index) => _wanted.Enqueue(index);

    /// <summary>The next range; null when all heads have been seen or the budget is used up.</summary>
    public Mp4ReadStep.NeedBytes? Next()
    {
        _inRange.Clear();
        if (_again.TryPeek(out int index))
        {
            MediaSample sample = samples.GetSample(index);
            _rangeStart = sample.Offset;
            return Ask(Math.Min(sample.Size, LongLength));
        }

        long end = 0;
        while (_wanted.TryPeek(out int next))
        {
            MediaSample sample = samples.GetSample(next);
            if (sample.Size == 0)
            {
                _wanted.Dequeue();
                continue;
            }

            int length = Math.Min(sample.Size, ShortLength);
            if (_inRange.Count == 0)
            {
                _rangeStart = sample.Offset;
            }
            else if (sample.Offset < end || sample.Offset - end > ReadThroughDistance || sample.Offset + length - _rangeStart > MaxRange)
            {
                break;
            }

            end = sample.Offset + length;
            _inRange.Add(_wanted.Dequeue());
        }

        return _inRange.Count == 0 ? null : Ask((int)(end - _rangeStart));
    }

    /// <summary>Takes the bytes of the range.</summary>
    public void Provide(ReadOnlySpan<byte> range)
    {
        if (_again.TryDequeue(out int again))
        {
            visitor.Visit(again, range);
            return;
        }

        foreach (int index in _inRange)
        {
            MediaSample sample = samples.GetSample(index);
            int length = Math.Min(sample.Size, ShortLength);
            if (!visitor.Visit(index, range.Slice((int)(sample.Offset - _rangeStart), length)) && sample.Size > length)
            {
                _again.Enqueue(index);
            }
        }
    }

    private Mp4ReadStep.NeedBytes? Ask(int length) => budget.TryTake(length) ? new Mp4ReadStep.NeedBytes(_rangeStart, length) { GoesOn = GoesOn } : null;
}
