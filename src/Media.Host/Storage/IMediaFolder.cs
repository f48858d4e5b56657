namespace Vod.Media.Host.Storage;

/// <summary>The names of the files that <see cref="IMediaStorage"/> opens.</summary>
internal interface IMediaFolder
{
    /// <summary>Everything that looks like a media file. A part of the folder that cannot be read is left out.</summary>
    FolderListing List();

    /// <summary>One file, whatever it is called, as long as it can be opened by that path; null when it cannot.</summary>
    StoredFile? Find(string path);
}
