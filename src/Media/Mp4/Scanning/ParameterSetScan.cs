using Vod.Media.H264;

namespace Vod.Media.Mp4.Scanning;

/// <summary>
/// Finds the sequence parameter sets of H.264 that carries them in its samples ('avc3', and 'avc1' of writers that leave avcC empty): one look at the first sample of every
/// sample entry that has none.
/// </summary>
internal sealed class ParameterSetScan : ITrackScan, ISampleHeadVisitor
{
    private readonly TrackDraft _track;
    private readonly SampleHeads _heads;

    public ParameterSetScan(TrackDraft track, ScanBudget budget, ParseContext context)
    {
        _track = track;
        _heads = new SampleHeads(track.Samples, budget, this);
        HashSet<int> wanted = [.. Enumerable.Range(0, track.SampleEntries.Count).Where(entry => IsWanted(track.SampleEntries[entry]))];
        for (int i = 0; i < track.Samples.Count && wanted.Count > 0; i++)
        {
            context.Count(1);
            if (wanted.Remove(track.Samples.GetSampleEntry(i)))
            {
                _heads.Add(i);
            }
        }
    }

    /// <summary>Whether the track has an entry to look for.</summary>
    public static bool IsNeeded(TrackDraft track) => track.SampleEntries.Any(IsWanted);

    public Mp4ReadStep.NeedBytes? Next() => _heads.Next();

    public void Provide(ReadOnlySpan<byte> range) => _heads.Provide(range);

    public bool Visit(int index, ReadOnlySpan<byte> head)
    {
        int number = _track.Samples.GetSampleEntry(index);
        Mp4SampleEntry entry = _track.SampleEntries[number];
        if (!SampleHead.TryFindParameterSet(head, entry.AvcConfiguration!.NalLengthSize, out SequenceParameterSet? found))
        {
            return false;
        }

        List<Mp4SampleEntry> entries = [.. _track.SampleEntries];
        entries[number] = entry with { AvcConfiguration = entry.AvcConfiguration.WithInBand(found!) };
        _track.SampleEntries = entries;
        return true;
    }

    private static bool IsWanted(Mp4SampleEntry entry) => entry.AvcConfiguration is { SequenceParameterSets.Count: 0, SequenceParameterSet: null };
}
