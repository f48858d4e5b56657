namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// An object store that objects can be put into, whole or in parts. As with reading, a call is one try, and one request at most but for the first to a store that turns out not to know If-None-Match. Nothing that is there is ever written over: whoever comes second is told
/// <see cref="ObjectReplyStatus.Changed"/>, by stores that know If-None-Match.
/// </summary>
internal interface IWritableObjectStore : IObjectStore
{
    /// <summary>Stores an object.</summary>
    /// <returns>Found, with its version, when it is stored.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ObjectReply> PutAsync(ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Begins an object that comes in parts.</summary>
    /// <returns>Found, with what <see cref="PartedUpload.Id"/> is to be as its version.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ObjectReply> BeginPartsAsync(ObjectAddress address, CancellationToken cancellationToken);

    /// <summary>Stores a part.</summary>
    /// <param name="upload">What it is a part of.</param>
    /// <param name="number">Its place, from 1 on; one that is there is replaced.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Found, with the version of the part, when it is stored.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ObjectReply> PutPartAsync(PartedUpload upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Makes the object of its parts.</summary>
    /// <param name="upload">What is complete.</param>
    /// <param name="parts">The versions of the parts in their order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ObjectReply> CompletePartsAsync(PartedUpload upload, IReadOnlyList<string> parts, CancellationToken cancellationToken);

    /// <summary>Forgets the parts.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<ObjectReply> AbandonPartsAsync(PartedUpload upload, CancellationToken cancellationToken);
}
