namespace Vod.Media.Host.Storage;

/// <summary>The asset was replaced by another version, so that bytes of the one that is open cannot be had any more.</summary>
/// <param name="message">One line for the operator's log.</param>
internal sealed class ContentChangedException(string message) : IOException(message);
