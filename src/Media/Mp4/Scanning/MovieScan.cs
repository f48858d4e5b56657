using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Mp4.Scanning;

/// <summary>All scans that the tracks of a movie need, one after another. Most movies need none.</summary>
internal sealed class MovieScan
{
    private readonly Queue<ITrackScan> _scans = new();

    /// <param name="movie">A movie whose samples are complete.</param>
    /// <param name="context">Bounds.</param>
    public MovieScan(MovieDraft movie, ParseContext context)
    {
        ScanBudget budget = new(context.Limits.MaxScanBytes);
        foreach (TrackDraft track in movie.Tracks)
        {
            if (!IsDecodableAvc(track) || track.Samples.Count == 0)
            {
                continue;
            }

            if (ParameterSetScan.IsNeeded(track))
            {
                _scans.Enqueue(new ParameterSetScan(track, budget, context));
            }

            if (SyncScan.IsNeeded(track))
            {
                _scans.Enqueue(new SyncScan(track, budget, context));
            }
        }
    }

    /// <summary>The next range; false when all scans are over.</summary>
    public bool TryNext([NotNullWhen(true)] out Mp4ReadStep.NeedBytes? step)
    {
        step = null;
        while (_scans.TryPeek(out ITrackScan? scan))
        {
            step = scan.Next();
            if (step is not null)
            {
                return true;
            }

            _scans.Dequeue();
        }

        return false;
    }

    /// <summary>Takes the bytes of the range.</summary>
    public void Provide(ReadOnlySpan<byte> range) => _scans.Peek().Provide(range);

    private static bool IsDecodableAvc(TrackDraft track) => track.Fault == Mp4TrackFault.None && track.Kind == Mp4TrackKind.Video
        && track.SampleEntries.All(static entry => entry.AvcConfiguration is not null && entry.IsDecodable);
}
