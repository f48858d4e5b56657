namespace Vod.Media.Playback;

/// <summary>
/// Sound as Opus packets, possibly still growing. Calls never wait and may come from any worker. Of a file the packets have 20 ms each and are shared by all its viewers; of a publisher
/// they are as long as he makes them, may have gaps between them, and every viewer has a source of his own.
/// </summary>
internal interface IOpusSource
{
    /// <summary>Length of a packet of a file, in ticks of the 48 kHz clock.</summary>
    const int TicksPerPacket = 960;

    /// <summary>Packets of the whole track; of a publisher who goes on, more than will ever be.</summary>
    int PacketCount { get; }

    /// <summary>Whether the packets come while they are played: then one that has not come yet is not late, as it may never come.</summary>
    bool IsLive => false;

    /// <summary>Why no more packets are made; null as long as they are. Those made before can still be taken.</summary>
    MediaFailure? Failure { get; }

    /// <summary>Takes a packet that is ready. Empty means silence: nothing is sent for it. Of a live source the bytes are good until the next packet is taken.</summary>
    bool TryGetPacket(int index, out ReadOnlyMemory<byte> packet);

    /// <summary>When a packet is due in the presentation, in ticks of the 48 kHz clock; negative while that is not known.</summary>
    long TimeOf(int index) => (long)index * TicksPerPacket;

    /// <summary>The first packet that is due at or after a time, in ticks of the 48 kHz clock; the number of packets if there is none.</summary>
    int Find(long time) => (int)Math.Min((Math.Max(0, time) + TicksPerPacket - 1) / TicksPerPacket, PacketCount);

    /// <summary>Tells where a viewer is, so that what it needs next is made first.</summary>
    void RequestAhead(int index);
}
