namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// An object store with its credentials: names and ranges in, bytes out, nothing kept. Every call is one request and one try; when to try again is for the caller to say.
/// Calls may come from any thread, side by side.
/// </summary>
internal interface IObjectStore : IDisposable
{
    /// <summary>The name the settings give it ("s3", "azure", "films"): what logs and metrics call it.</summary>
    string Name { get; }

    /// <summary>Asks for the size and the version of an object.</summary>
    /// <returns>An answer without a body. What goes wrong is in its status; nothing is thrown for it.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken);

    /// <summary>Asks for a range of an object.</summary>
    /// <param name="address">Which object.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes, at least 1; fewer come when the object ends before.</param>
    /// <param name="entityTag">The version that is wanted (If-Match, RFC 9110 section 13.1.1); null for whichever there is.</param>
    /// <param name="cancellationToken">Gives up, the reading of the body included.</param>
    /// <returns>An answer as soon as its header is there; the caller reads its body and disposes of it. What goes wrong is in its status; nothing is thrown for it.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ObjectReply> GetAsync(ObjectAddress address, long offset, long length, string? entityTag, CancellationToken cancellationToken);
}
