using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Library;

/// <inheritdoc cref="IMediaLibrary"/>
internal sealed class MediaLibrary(IMediaFolder folder, FileFactsTable facts, PreparationQueue queue, AssetCache cache, TimeProvider clock) : IMediaLibrary
{
    /// <summary>How long an answer waits for files whose index was not read yet. The reading goes on, so the next answer knows more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<LibraryListing> ListAsync(CancellationToken cancellation)
    {
        FolderListing listing = await Task.Run(folder.List, cancellation);
        Func<StoredFile, FileFacts?> known = await ReadAsync(listing.Files, cancellation);

        // Counting chunks looks into folders.
        return await Task.Run(() => new LibraryListing([.. listing.Files.Select(file => Describe(file, known(file)))], listing.LeftOff), cancellation);
    }

    /// <inheritdoc/>
    public async Task<LibraryFile?> FindAsync(string assetPath, CancellationToken cancellation) =>
        folder.Find(assetPath) is { } file ? Describe(file, await ReadAsync(file, cancellation)) : null;

    /// <inheritdoc/>
    public async Task<PreparationOrder> PrepareAsync(string assetPath, CancellationToken cancellation)
    {
        if (!AssetPath.IsWellFormed(assetPath))
        {
            return new(PreparationOrderOutcome.BadPath, null);
        }

        if (folder.Find(assetPath) is not { } file)
        {
            return new(PreparationOrderOutcome.NotFound, null);
        }

        FileFacts? read = await ReadAsync(file, cancellation);
        LibraryFile described = Describe(file, read);
        if (read is { Media: null })
        {
            return new(PreparationOrderOutcome.CannotPlay, described);
        }

        if (described.State == PreparationState.Ready)
        {
            return new(PreparationOrderOutcome.Ready, described);
        }

        return queue.TryAsk(file) ? new(PreparationOrderOutcome.Queued, Describe(file, read)) : new(PreparationOrderOutcome.QueueFull, described);
    }

    /// <summary>Whether something is to be made of a file.</summary>
    public async Task<bool> IsInNeedAsync(StoredFile file, CancellationToken cancellation) =>
        facts.Read(file) is { } reading
        && await reading.WaitAsync(cancellation) is { Media: not null } read
        && !IsComplete(read.Progress(cache));

    private async Task<FileFacts?> ReadAsync(StoredFile file, CancellationToken cancellation) => (await ReadAsync([file], cancellation))(file);

    private async Task<Func<StoredFile, FileFacts?>> ReadAsync(IReadOnlyList<StoredFile> files, CancellationToken cancellation)
    {
        Dictionary<StoredFile, Task<FileFacts>> reading = [];
        foreach (StoredFile file in files.Where(file => facts.Find(file) is null))
        {
            if (facts.Read(file) is not { } task)
            {
                break;
            }

            reading[file] = task;
        }

        try
        {
            await Task.WhenAll(reading.Values).WaitAsync(Patience, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // What is not known by now is listed as unknown.
        }

        return file => reading.TryGetValue(file, out Task<FileFacts>? task) ? task.IsCompletedSuccessfully ? task.Result : null : facts.Find(file);
    }

    private LibraryFile Describe(StoredFile file, FileFacts? read)
    {
        QueueEntry entry = queue.Find(file);
        (ChunkProgress Picture, ChunkProgress Sound) progress = read?.Progress(cache) ?? default;
        PreparationState state = StateOf(entry, read, progress);
        return new(file.Path, file.Size, file.Modified, state)
        {
            Media = read?.Media,
            Picture = progress.Picture,
            Sound = progress.Sound,
            Problem = read is { Problem.Length: > 0 } ? read.Problem
                : state is PreparationState.Failed or PreparationState.Partly or PreparationState.None ? entry.End.Problem ?? ""
                : "",
        };
    }

    private static PreparationState StateOf(QueueEntry entry, FileFacts? read, (ChunkProgress Picture, ChunkProgress Sound) progress) => (entry.Place, read) switch
    {
        (QueuePlace.AtWork, _) => PreparationState.Preparing,
        (QueuePlace.Waiting, _) => PreparationState.Queued,
        (_, null) => PreparationState.Unknown,
        (_, { Media: null }) => PreparationState.Failed,
        _ when IsComplete(progress) => PreparationState.Ready,
        (QueuePlace.Over, _) when entry.End.Kind == PreparationEndKind.Failed => PreparationState.Failed,
        _ => progress.Picture.Done + progress.Sound.Done > 0 ? PreparationState.Partly : PreparationState.None,
    };

    private static bool IsComplete((ChunkProgress Picture, ChunkProgress Sound) progress) =>
        progress.Picture.Done == progress.Picture.All && progress.Sound.Done == progress.Sound.All;
}
