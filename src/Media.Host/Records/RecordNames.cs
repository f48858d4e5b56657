namespace Vod.Media.Host.Records;

/// <summary>
/// Makes names of files unique. A name belongs to one recording from its start on, so what a client is told early holds; the folder has the last word, as other processes
/// may write there.
/// </summary>
/// <param name="folder">Where the files are.</param>
internal sealed class RecordNames(IRecordFolder folder)
{
    /// <summary>Numbers that are tried: a template that says nothing but the name of the stream makes as many files of one name. Each costs two looks into the folder.</summary>
    public const int MaxAttempts = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reserves a name.</summary>
    /// <param name="name">The name without ending.</param>
    /// <param name="extension">The ending.</param>
    /// <returns>The name, perhaps with a number; null when there are too many like it.</returns>
    public string? Take(string name, string extension)
    {
        lock (_lock)
        {
            for (int attempt = 0; attempt < MaxAttempts; attempt++)
            {
                string candidate = RecordName.Numbered(name, attempt);
                string file = candidate + extension;
                if (!_taken.Contains(file) && !folder.Exists(file) && !folder.Exists(RecordName.UnfinishedPrefix + file))
                {
                    _taken.Add(file);
                    return candidate;
                }
            }

            return null;
        }
    }

    /// <summary>Whether a name belongs to a recording of this process, which may be about to rename its file.</summary>
    public bool IsTaken(string name, string extension)
    {
        lock (_lock)
        {
            return _taken.Contains(name + extension);
        }
    }

    /// <summary>Gives a name back: the file is there, or never will be.</summary>
    public void Release(string name, string extension)
    {
        lock (_lock)
        {
            _taken.Remove(name + extension);
        }
    }
}
