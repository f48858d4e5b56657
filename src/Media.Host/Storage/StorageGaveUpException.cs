namespace Vod.Media.Host.Storage;

/// <summary>The storage did not give the bytes in the time it is given, or says that it never will.</summary>
/// <param name="message">One line for the operator's log. Never holds credentials.</param>
/// <param name="cause">What went wrong last, if that was an exception.</param>
internal sealed class StorageGaveUpException(string message, Exception? cause = null) : IOException(message, cause);
