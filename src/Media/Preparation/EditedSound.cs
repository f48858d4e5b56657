using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Preparation;

/// <summary>
/// The access units of an AAC track in the order in which an edit list with several ranges presents them. Each range begins where it should to half a unit, some
/// 10 ms, and no error adds up.
/// </summary>
internal sealed class EditedSound
{
    /// <summary>What <see cref="SampleOf"/> gives in a gap between two ranges.</summary>
    public const int Silence = -1;

    private readonly Run[] _runs;

    private EditedSound(Run[] runs, AacTimeline timeline)
    {
        _runs = runs;
        Timeline = timeline;
    }

    /// <summary>The timeline of the units in their new order.</summary>
    public AacTimeline Timeline { get; }

    /// <summary>Orders the units; null where there are fewer than two ranges, or a gap that cannot be filled.</summary>
    /// <param name="track">The track.</param>
    /// <param name="whole">The timeline of the track without edits, for its rate and the length of a unit.</param>
    /// <param name="canBeSilent">There is a silent unit to fill gaps with.</param>
    public static EditedSound? Make(Mp4Track track, AacTimeline whole, bool canBeSilent)
    {
        if (track.PresentedRanges.Count < 2 || track.Samples.Count == 0)
        {
            return null;
        }

        Draft draft = new(track, whole);
        foreach (PresentedRange range in track.PresentedRanges)
        {
            draft.Add(range);
        }

        bool fits = draft.Runs.Count > 0 && draft.Count <= int.MaxValue && (canBeSilent || !draft.HasGap);
        return fits ? new EditedSound([.. draft.Runs], draft.Timeline) : null;
    }

    /// <summary>The sample of the track that is the unit with this number, or <see cref="Silence"/>.</summary>
    public int SampleOf(int unit)
    {
        int low = 0;
        int high = _runs.Length - 1;
        while (low < high)
        {
            int middle = low + ((high - low + 1) / 2);
            (low, high) = _runs[middle].Unit <= unit ? (middle, high) : (low, middle - 1);
        }

        return _runs[low].Sample == Silence ? Silence : _runs[low].Sample + (unit - (int)_runs[low].Unit);
    }

    /// <param name="Unit">Number of the first unit.</param>
    /// <param name="Sample">The sample that it is; the following units are the following samples.</param>
    private readonly record struct Run(long Unit, int Sample);

    private sealed class Draft(Mp4Track track, AacTimeline whole)
    {
        private readonly SampleIndex _samples = track.Samples;
        private readonly PresentedRange _last = track.PresentedRanges[^1];
        private long _startOffset;

        public List<Run> Runs { get; } = [];

        public long Count { get; private set; }

        public bool HasGap { get; private set; }

        public AacTimeline Timeline => whole with
        {
            FrameCount = (int)Count,
            StartOffset = _startOffset,
            PresentedLimit = _last.Duration == PresentedRange.Unlimited ? AacTimeline.NoLimit : Moments(_last.End),
        };

        public void Add(PresentedRange range)
        {
            if (range.SampleTime >= _samples.EndTime)
            {
                return;
            }

            int first = _samples.FindByCompositionTime(range.SampleTime);
            long lead = Moments(range.SampleTime - _samples.GetSample(first).CompositionTime);
            if (Runs.Count == 0)
            {
                // A decoder overlaps each unit with the one before.
                int before = Math.Min(first, 1);
                _startOffset = (before * whole.SamplesPerFrame) + lead - Moments(range.Start);
                first -= before;
            }

            long unit = Runs.Count == 0 ? 0 : Nearest(Moments(range.Start) - lead);
            if (unit > Count)
            {
                HasGap = true;
                Runs.Add(new Run(Count, Silence));
            }

            // Units of this range that would lie on the end of the one before are left out.
            long left = _samples.Count - first - Math.Max(0, Count - unit);
            long start = Math.Max(unit, Count);
            long end = Math.Min(start + left, range.Duration == PresentedRange.Unlimited ? long.MaxValue : EndOf(range));
            if (end > start)
            {
                Runs.Add(new Run(start, (int)(_samples.Count - left)));
                Count = end;
            }
        }

        // What the last range needs of its last unit is cut out later.
        private long EndOf(PresentedRange range) => range == _last ? Nearest(Moments(range.End) + (whole.SamplesPerFrame / 2) - 1) : Nearest(Moments(range.End));

        private long Nearest(long moment) => (moment + _startOffset + (whole.SamplesPerFrame / 2)) / whole.SamplesPerFrame;

        private long Moments(long ticks) => MediaTime.Rescale(ticks, track.Timescale, (uint)whole.SampleRate);
    }
}
