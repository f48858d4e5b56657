using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Library;

/// <summary>
/// Prepares one file by asking for its chunks as a viewer would, but for those to come: in portions, so that between two of them whoever waits for something else is served
/// first, and only as long as there is room to spare.
/// </summary>
internal sealed class FilePreparation(AssetCatalog assets, AssetCache cache) : IFilePreparation
{
    /// <summary>Chunks asked for at a time: half a minute of pictures, so that an encoder is not started for every few seconds.</summary>
    public const int PortionChunks = 16;

    /// <summary>How often a portion is asked for: a chunk may be given up on the way when a viewer who wanted it too has left.</summary>
    public const int MaxRounds = 3;

    /// <inheritdoc/>
    public async Task<PreparationEnd> PrepareAsync(string path, CancellationToken cancellation)
    {
        AssetOpenResult opened = await assets.LookIntoAsync(path, cancellation);
        if (opened.Lease is not { } lease)
        {
            return PreparationEnd.Failed(FileFacts.Of(opened).Problem);
        }

        try
        {
            return await PrepareAsync(lease.Asset, cancellation);
        }
        finally
        {
            // At the end of the process an encoder reads from the file until it is killed; the catalog closes what is open then.
            if (!cancellation.IsCancellationRequested)
            {
                lease.Dispose();
            }
        }
    }

    private async Task<PreparationEnd> PrepareAsync(MediaAsset asset, CancellationToken cancellation)
    {
        foreach (ChunkTrack track in asset.PreparedTracks)
        {
            PreparationEnd end = await PrepareAsync(track, cancellation);
            if (end.Kind != PreparationEndKind.Done)
            {
                return end;
            }
        }

        return PreparationEnd.Done;
    }

    private async Task<PreparationEnd> PrepareAsync(ChunkTrack track, CancellationToken cancellation)
    {
        for (int next = 0; next < track.ChunkCount;)
        {
            List<int> portion = [];
            for (; next < track.ChunkCount && portion.Count < PortionChunks; next++)
            {
                if (!IsKept(track, next))
                {
                    portion.Add(next);
                }
            }

            if (await MakeAsync(track, portion, cancellation) is { } obstacle)
            {
                return obstacle;
            }
        }

        int missing = Enumerable.Range(0, track.ChunkCount).Count(chunk => !IsKept(track, chunk));
        return missing == 0 ? PreparationEnd.Done : PreparationEnd.NotKept(missing);
    }

    /// <summary>Null when the portion was made, as far as it can be kept.</summary>
    private async Task<PreparationEnd?> MakeAsync(ChunkTrack track, List<int> portion, CancellationToken cancellation)
    {
        for (int round = 0; round < MaxRounds && portion.Count > 0; round++)
        {
            if (!cache.HasSpareRoom)
            {
                return PreparationEnd.NoRoom;
            }

            await track.MakeInBackgroundAsync(portion).WaitAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (track.Failure is { } failure)
            {
                return PreparationEnd.Failed(failure.Detail);
            }

            portion = [.. portion.Where(chunk => !IsKept(track, chunk))];
        }

        return null;
    }

    private bool IsKept(ChunkTrack track, int chunk) => cache.Contains(track.Key, track.CacheName, track.FileNames(chunk));
}
