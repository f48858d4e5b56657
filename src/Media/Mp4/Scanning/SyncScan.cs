using Vod.Media.H264;

namespace Vod.Media.Mp4.Scanning;

/// <summary>
/// Finds the samples that H.264 can be decoded from where the file claims all of them: there is no stss, or the flags of all fragments are 0. The claim is true of intra-only
/// recordings; of anything else a seek to an ordinary picture would give a broken one.
/// <code>
///   1. look at some samples in a row at the start, then, if all are intra, in the middle and at the end; all intra there too: believe the file
///   2. a short track: look at every sample
///      a long one: look at the largest sample of every 64, which is the intra picture if there is one, then at the second largest where that was none
/// </code>
/// What is not looked at counts as no start. That costs nothing but a longer way from a start to the picture that was sought; the first sample is a start in any case.
/// </summary>
internal sealed class SyncScan : ITrackScan, ISampleHeadVisitor
{
    /// <summary>Samples looked at in a row; no encoder makes so many intra pictures between others.</summary>
    public const int ProbeRun = 8;

    /// <summary>Up to so many bytes a track is looked at as a whole.</summary>
    public const int ShortTrackBytes = 4 << 20;

    private readonly TrackDraft _track;
    private readonly ParseContext _context;
    private readonly SampleHeads _heads;
    private readonly ulong[] _sync;
    private bool _isProbing = true;
    private int _probed;
    private bool _sawDependent;
    private int _rank;

    public SyncScan(TrackDraft track, ScanBudget budget, ParseContext context)
    {
        _track = track;
        _context = context;
        _heads = new SampleHeads(track.Samples, budget, this);
        _sync = new ulong[(track.Samples.Count + SampleBlock.Length - 1) / SampleBlock.Length];
        Probe(0);
    }

    /// <summary>Whether the track claims that every sample is a start.</summary>
    public static bool IsNeeded(TrackDraft track) => track.Samples.Count > 1 && track.Samples.SyncCount == track.Samples.Count;

    public Mp4ReadStep.NeedBytes? Next()
    {
        Mp4ReadStep.NeedBytes? next = _heads.Next();
        while (next is null && Continue())
        {
            next = _heads.Next();
        }

        if (next is null && _sawDependent)
        {
            _sync[0] |= 1;
            _track.Samples = _track.Samples.WithSync(_sync);
        }

        return next;
    }

    public void Provide(ReadOnlySpan<byte> range) => _heads.Provide(range);

    public bool Visit(int index, ReadOnlySpan<byte> head)
    {
        int nalLengthSize = _track.SampleEntries[_track.Samples.GetSampleEntry(index)].AvcConfiguration!.NalLengthSize;
        PictureStart start = SampleHead.Classify(head, nalLengthSize);
        if (start is PictureStart.RecoveryPoint or PictureStart.InstantaneousRefresh)
        {
            _sync[index / SampleBlock.Length] |= 1UL << (index % SampleBlock.Length);
        }

        _sawDependent |= start is PictureStart.Dependent;
        return start != PictureStart.Unknown;
    }

    /// <summary>Adds the samples of the next step; false if there is none.</summary>
    private bool Continue()
    {
        if (!_sawDependent && _probed < _track.Samples.Count)
        {
            int last = _track.Samples.Count - ProbeRun;
            Probe(last / 2);
            Probe(last);
            return true;
        }

        if (!_sawDependent || _rank == 2)
        {
            return false;
        }

        if (_isProbing && _track.Samples.TotalBytes <= ShortTrackBytes)
        {
            AddAll();
            _rank = 2;
        }
        else
        {
            AddLargest(_rank++);
        }

        (_isProbing, _heads.GoesOn) = (false, true);
        return true;
    }

    private void Probe(int start)
    {
        for (int i = Math.Max(start, _probed); i < Math.Min(start + ProbeRun, _track.Samples.Count); i++)
        {
            _heads.Add(i);
            _probed = i + 1;
        }
    }

    private void AddAll()
    {
        for (int i = 0; i < _track.Samples.Count; i++)
        {
            _heads.Add(i);
        }

        _context.Count(_track.Samples.Count);
    }

    // rank 0: the largest sample of each block without a start, 1: the second largest.
    private void AddLargest(int rank)
    {
        for (int block = 0; block < _sync.Length; block++)
        {
            int first = block * SampleBlock.Length;
            int end = Math.Min(first + SampleBlock.Length, _track.Samples.Count);
            if (_sync[block] == 0)
            {
                _heads.Add(Largest(first, end, rank));
            }
        }

        _context.Count(_track.Samples.Count);
    }

    private int Largest(int first, int end, int rank)
    {
        (int Index, int Size) largest = (first, -1);
        (int Index, int Size) second = (first, -1);
        for (int i = first; i < end; i++)
        {
            int size = _track.Samples.GetSample(i).Size;
            if (size > largest.Size)
            {
                (second, largest) = (largest, (i, size));
            }
            else if (size > second.Size)
            {
                second = (i, size);
            }
        }

        return rank == 0 ? largest.Index : second.Index;
    }
}
