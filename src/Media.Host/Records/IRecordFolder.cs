namespace Vod.Media.Host.Records;

/// <summary>The folder of recordings.</summary>
internal interface IRecordFolder
{
    /// <summary>Bytes free on its disk, for this process.</summary>
    long FreeBytes { get; }

    /// <summary>Makes a file.</summary>
    /// <param name="name">A name that <see cref="Exists"/> has not.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    IRecordFile Create(string name);

    /// <summary>Opens a file to go on with it; null when it is gone, or somebody else, perhaps another process, is at it.</summary>
    IRecordFile? TryOpen(string name);

    /// <summary>Whether there is a file of that name.</summary>
    bool Exists(string name);

    /// <summary>Gives a file another name; false when there is one of that name.</summary>
    bool TryRename(string name, string newName);

    /// <summary>Deletes a file.</summary>
    void Delete(string name);

    /// <summary>Makes a file and deletes it, to see whether that can be done; nothing before the folder is made.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be done.</exception>
    void Probe();

    /// <summary>Names of the files that begin with a prefix; none before the folder is made.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    IReadOnlyList<string> FilesBeginningWith(string prefix);

    /// <summary>Absolute path of a file.</summary>
    string PathOf(string name);

    /// <summary>When a file was made.</summary>
    DateTimeOffset CreatedAt(string name);

    /// <summary>When a file was last written.</summary>
    DateTimeOffset WrittenAt(string name);
}
