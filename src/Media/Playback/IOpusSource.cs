namespace Vod.Media.Playback;

/// <summary>
/// The sound of an asset as Opus packets of 20 ms, shared by all its viewers and possibly still growing. Calls never wait and may come from any worker.
/// </summary>
internal interface IOpusSource
{
    /// <summary>Packets of the whole track; packet n is due at n · 20 ms of the presentation.</summary>
    int PacketCount { get; }

    /// <summary>Why no more packets are made; null as long as they are. Those made before can still be taken.</summary>
    MediaFailure? Failure { get; }

    /// <summary>Takes a packet that is ready. Empty means silence: nothing is sent for it.</summary>
    bool TryGetPacket(int index, out ReadOnlyMemory<byte> packet);

    /// <summary>Tells where a viewer is, so that what it needs next is made first.</summary>
    void RequestAhead(int index);
}
