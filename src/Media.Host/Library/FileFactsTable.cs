using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Library;

/// <summary>
/// What is known of the files of the folder. The index of a file is read once per version of it, by one of few readers, and what it has shown is remembered without keeping the
/// file open.
/// </summary>
internal sealed partial class FileFactsTable(AssetCatalog assets, ILogger<FileFactsTable> logger) : IDisposable
{
    /// <summary>Indexes read at a time: enough for a disk, too few to be in the way of those who play.</summary>
    public const int MaxReaders = 2;

    /// <summary>Files that wait to be read. A listing that comes upon more leaves them unknown, and the next one asks again.</summary>
    public const int MaxWaiting = 64;

    /// <summary>Files remembered: twice as many as are listed, for versions that were replaced.</summary>
    public const int MaxRemembered = 2 * LocalMediaFolder.MaxFiles;

    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _readers = new(MaxReaders);
    private readonly Lock _lock = new();
    private readonly RecentTable<StoredFile, FileFacts> _known = new(MaxRemembered);
    private readonly Dictionary<StoredFile, Task<FileFacts>> _reading = [];

    /// <summary>What is known of a file; null when it was not read yet.</summary>
    public FileFacts? Find(StoredFile file)
    {
        lock (_lock)
        {
            return _known.TryGet(file, out FileFacts? facts) ? facts : null;
        }
    }

    /// <summary>Has a file read, if that was not done yet. Null when too many wait already.</summary>
    public Task<FileFacts>? Read(StoredFile file)
    {
        lock (_lock)
        {
            if (_known.TryGet(file, out FileFacts? facts))
            {
                return Task.FromResult(facts);
            }

            if (_reading.TryGetValue(file, out Task<FileFacts>? reading))
            {
                return reading;
            }

            return _reading.Count >= MaxWaiting ? null : _reading[file] = Task.Run(() => ReadAsync(file));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _readers.Dispose();

    private async Task<FileFacts> ReadAsync(StoredFile file)
    {
        await _readers.WaitAsync();
        FileFacts facts = await OpenAsync(file.Path);
        _readers.Release();
        lock (_lock)
        {
            _reading.Remove(file);
            if (!facts.IsPassing)
            {
                _known.Set(file, facts);
            }
        }

        return facts;
    }

    private async Task<FileFacts> OpenAsync(string path)
    {
        using CancellationTokenSource patience = new(MediaEngine.MaxOpeningTime);
        try
        {
            AssetOpenResult opened = await assets.LookIntoAsync(path, patience.Token);
            using AssetLease? lease = opened.Lease;
            return FileFacts.Of(opened);
        }
        catch (OperationCanceledException)
        {
            return FileFacts.Of(new(null, SessionEndReason.ReadFailed, $"the file could not be opened within {MediaEngine.MaxOpeningTime.TotalSeconds:F0} s"));
        }
        catch (Exception exception)
        {
            LogDefect(path, exception);
            return FileFacts.Of(new(null, SessionEndReason.InternalError, exception.Message));
        }
    }

    [LoggerMessage(345, LogLevel.Error, "Looking into {File} went wrong")]
    private partial void LogDefect(string file, Exception exception);
}
