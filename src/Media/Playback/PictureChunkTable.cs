using Vod.Media.Mp4;

namespace Vod.Media.Playback;

/// <summary>
/// Where the picture of a track is cut when it is encoded anew: into chunks that begin with a key frame each and are made, kept and played one by one. Immutable; a few bytes per
/// chunk.
/// </summary>
/// <remarks>
/// A chunk holds what is shown from its first picture up to the first of the next, in the order it is shown in. Cuts are at the key frames of the file where these are
/// <see cref="MinLength"/> apart, and at every one that another sample entry begins with; longer groups of pictures are cut about every <see cref="UsualLength"/>, so that joining and seeking are as quick in a film with ten seconds
/// between its key frames as in any other.
/// </remarks>
internal sealed class PictureChunkTable
{
    /// <summary>Shortest chunk but for the last: key frames cost bits.</summary>
    public static readonly TimeSpan MinLength = TimeSpan.FromSeconds(1);

    /// <summary>Length of the parts that a long group of pictures is cut into.</summary>
    public static readonly TimeSpan UsualLength = TimeSpan.FromSeconds(2);

    /// <summary>Longest group of pictures that stays one chunk.</summary>
    public static readonly TimeSpan MaxLength = TimeSpan.FromSeconds(3);

    /// <summary>Most pictures of a chunk: three seconds at a thousand a second. More can only be shown at the same times and are left out.</summary>
    public const int MaxPictures = 4096;

    private readonly SampleIndex _samples;
    private readonly long[] _starts;
    private readonly int[] _syncs;

    private PictureChunkTable(SampleIndex samples, long[] starts, int[] syncs)
    {
        _samples = samples;
        _starts = starts;
        _syncs = syncs;
    }

    /// <summary>Number of chunks; 0 of a track without samples.</summary>
    public int Count => _starts.Length;

    /// <summary>When the first picture of a chunk is shown, in ticks of the track.</summary>
    public long StartOf(int chunk) => _starts[chunk];

    /// <summary>When the chunk is over, in ticks of the track.</summary>
    public long EndOf(int chunk) => chunk + 1 < _starts.Length ? _starts[chunk + 1] : Math.Max(_samples.EndTime, _starts[chunk] + 1);

    /// <summary>The sample that decoding begins with to get the pictures of a chunk.</summary>
    public int SyncOf(int chunk) => _syncs[chunk];

    /// <summary>The chunk whose pictures are shown at a time; the first before all of them.</summary>
    public int Find(long time)
    {
        int found = Array.BinarySearch(_starts, time);
        return Math.Max(0, found >= 0 ? found : ~found - 1);
    }

    /// <summary>When the pictures of a chunk are shown, in that order; at least one.</summary>
    public long[] TimesOf(int chunk)
    {
        (long start, long end) = (StartOf(chunk), EndOf(chunk));
        List<long> times = [];
        for (int i = _samples.FindFirstShownFrom(start); i < _samples.Count; i++)
        {
            MediaSample sample = _samples.GetSample(i);
            if (sample.DecodeTime >= end)
            {
                break;
            }

            if (sample.CompositionTime >= start && sample.CompositionTime < end && i >= SyncOf(chunk))
            {
                times.Add(sample.CompositionTime);
            }
        }

        // A first picture that is too far away in decoding order to be found has its place all the same.
        times.Sort();
        return times.Count > 0 ? [.. times.Take(MaxPictures)] : [start];
    }

    /// <summary>Cuts a track.</summary>
    /// <param name="samples">Its samples.</param>
    /// <param name="timescale">Ticks per second of their times.</param>
    public static PictureChunkTable For(SampleIndex samples, uint timescale)
    {
        if (samples.Count == 0)
        {
            return new(samples, [], []);
        }

        // What an edit list cuts off in front is decoded but not made. Leading pictures at the very start refer to what is not there.
        int shown = samples.FindByCompositionTime(Math.Max(0, samples.StartTime));
        int sync = samples.FindSyncAtOrBefore(shown);
        long start = Math.Max(samples.GetSample(shown).CompositionTime, samples.GetSample(sync).CompositionTime);
        Builder builder = new(samples, timescale, start, sync);
        while ((sync = samples.FindSyncAfter(sync)) >= 0)
        {
            builder.Pass(sync, samples.GetSample(sync).CompositionTime);
        }

        builder.SplitUpTo(samples.EndTime);
        return builder.Build();
    }

    private sealed class Builder(SampleIndex samples, uint timescale, long start, int sync)
    {
        private readonly List<long> _starts = [start];
        private readonly List<int> _syncs = [sync];
        private readonly long _min = Ticks(MinLength, timescale);
        private readonly long _usual = Ticks(UsualLength, timescale);
        private readonly long _max = Ticks(MaxLength, timescale);
        private int _lastSync = sync;

        public void Pass(int sync, long time)
        {
            SplitUpTo(time);
            bool isOther = samples.GetSampleEntry(sync) != samples.GetSampleEntry(_lastSync);
            if (time - _starts[^1] >= (isOther ? 1 : _min))
            {
                _starts.Add(time);
                _syncs.Add(sync);
            }

            _lastSync = time >= _starts[^1] ? sync : _lastSync;
        }

        public void SplitUpTo(long end)
        {
            while (end - _starts[^1] > _max)
            {
                long cut = FirstShownFrom(_starts[^1] + _usual);
                if (cut >= end)
                {
                    return;
                }

                _starts.Add(cut);
                _syncs.Add(_lastSync);
            }
        }

        public PictureChunkTable Build() => new(samples, [.. _starts], [.. _syncs]);

        private static long Ticks(TimeSpan span, uint timescale) => Math.Max(1, span.Ticks * timescale / TimeSpan.TicksPerSecond);

        private long FirstShownFrom(long time)
        {
            // A chunk is decoded from the key frame on, so what was decoded before it cannot begin one.
            long first = long.MaxValue;
            for (int i = Math.Max(_lastSync, samples.FindFirstShownFrom(time)); i < samples.Count && samples.GetSample(i).DecodeTime < first; i++)
            {
                long shown = samples.GetSample(i).CompositionTime;
                first = shown >= time ? Math.Min(first, shown) : first;
            }

            return first;
        }
    }
}
