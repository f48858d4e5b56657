using System.Threading.Channels;

namespace Vod.Media.Host.Records;

/// <summary>
/// Names of finished recordings that are to be uploaded, in their order, each once. Kept in memory only: what is lost with the process is still in the folder, where the next start finds it. Any thread.
/// </summary>
internal sealed class UploadQueue
{
    private readonly Channel<string> _order = Channel.CreateUnbounded<string>();
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Files that wait, that which is being uploaded included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Puts a file at the end, unless it waits already.</summary>
    public void Offer(string name)
    {
        lock (_lock)
        {
            if (_waiting.Add(name))
            {
                _order.Writer.TryWrite(name);
            }
        }
    }

    /// <summary>Waits for the next file; it counts as waiting until <see cref="Remove"/> or <see cref="PutBack"/>.</summary>
    public ValueTask<string> TakeAsync(CancellationToken cancellationToken) => _order.Reader.ReadAsync(cancellationToken);

    /// <summary>A file that was taken goes to the end, so that one that cannot be uploaded holds up no other.</summary>
    public void PutBack(string name) => _order.Writer.TryWrite(name);

    /// <summary>A file that was taken needs no more.</summary>
    public void Remove(string name)
    {
        lock (_lock)
        {
            _waiting.Remove(name);
        }
    }
}
