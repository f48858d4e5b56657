using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>One opening of one version of an object. All openings of a version share its blocks.</summary>
internal sealed class ObjectContent : IAssetContent
{
    private readonly Action _close;
    private readonly ObjectResidence _resident;
    private int _closed;

    /// <param name="reader">Reads the version.</param>
    /// <param name="close">What is done once when it is closed.</param>
    public ObjectContent(ObjectReader reader, Action close)
    {
        Reader = reader;
        _close = close;
        _resident = new ObjectResidence(reader);
    }

    /// <summary>Reads the version.</summary>
    public ObjectReader Reader { get; }

    /// <inheritdoc/>
    public AssetKey Key => Reader.Version.Key;

    /// <inheritdoc/>
    public IResidentFile Resident => _resident;

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
        int length = (int)Math.Clamp(Key.Size - offset, 0, destination.Length);
        return length == 0 ? new(0) : Reader.ReadAsync(offset, destination[..length], cancellationToken);
    }

    /// <inheritdoc/>
    public void ReadThrough(long offset) => Reader.ReadThrough(offset);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _close();
        }
    }
}
