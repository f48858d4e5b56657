namespace Vod.Media.Host.Storage.Objects;

/// <summary>A connection ended before it had brought a single byte. No <see cref="IOException"/>, as the HTTP of .NET sends the request again after one.</summary>
/// <param name="cause">How it ended, if not in order.</param>
internal sealed class NoAnswerException(Exception? cause) : Exception("the connection ended without an answer", cause);
