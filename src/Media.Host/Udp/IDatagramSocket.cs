namespace Vod.Media.Host.Udp;

/// <summary>
/// The socket of one worker: used by its thread only, except <see cref="Wake"/>. It takes and gives datagrams in batches that belong to the worker, so that an implementation
/// can hand many of them to the kernel in one call. Neither direction waits.
/// </summary>
internal interface IDatagramSocket : IDisposable
{
    /// <summary>The local port.</summary>
    ushort Port { get; }

    /// <summary>Waits until a datagram can be received, <see cref="Wake"/> was called, or the time has passed.</summary>
    void Wait(TimeSpan atMost);

    /// <summary>Ends the current or next <see cref="Wait"/>. Safe from any thread.</summary>
    void Wake();

    /// <summary>Replaces what is in the batch by what has arrived, as far as it has room. Nothing, if nothing has.</summary>
    void Receive(ReceiveBatch batch);

    /// <summary>
    /// Sends all datagrams of a batch in their order and notes the outcome of each. Every outcome is decided when this returns: the socket holds on to no part of the batch.
    /// </summary>
    void Send(SendBatch batch);
}
