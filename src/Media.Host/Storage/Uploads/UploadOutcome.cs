namespace Vod.Media.Host.Storage.Uploads;

/// <summary>How the upload of a recording went.</summary>
internal enum UploadOutcome
{
    /// <summary>The store has it, byte for byte, and the file is deleted.</summary>
    Done,

    /// <summary>The file is not there any more.</summary>
    Gone,

    /// <summary>It did not work and is worth trying again.</summary>
    Failed,

    /// <summary>It cannot work before an operator does something: the store has something else of that name, or there can be no object of it.</summary>
    Refused,
}
