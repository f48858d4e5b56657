namespace Vod.Storage.Weather;

/// <summary>A request and what came of it so far.</summary>
/// <param name="request">The request.</param>
internal sealed class LoggedRequest(SeenRequest request)
{
    private long _bytes;
    private int _status;

    /// <summary>The request.</summary>
    public SeenRequest Request => request;

    /// <summary>The status of the answer that was given; 0 while there is none.</summary>
    public int Status
    {
        get => Volatile.Read(ref _status);
        set => Volatile.Write(ref _status, value);
    }

    /// <summary>Bytes of the body that were given. Counted before they are sent: what a client has seen has been counted.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Counts bytes of the body.</summary>
    public void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);
}
