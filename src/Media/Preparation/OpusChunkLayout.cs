namespace Vod.Media.Preparation;

/// <summary>
/// Cuts the Opus packets of a track into chunks that are made, stored and forgotten as a whole.
/// Packet n always holds the presentation samples [960·n, 960·(n+1)) at 48 kHz, whichever chunk it is in.
/// </summary>
/// <param name="PacketCount">Packets of the whole track.</param>
/// <param name="LoopPackets">Period of a track that is made to be played in a loop, in packets; 0 for one that is played once.</param>
/// <param name="OncePackets">Packets the same track has when it is played once; only of a loop.</param>
/// <remarks>
/// All chunks have one length, the first one too: packets are published while a chunk is being made, so a short first chunk
/// would bring the first sound no sooner.
/// </remarks>
internal readonly record struct OpusChunkLayout(int PacketCount, int LoopPackets = 0, int OncePackets = 0)
{
    /// <summary>Sample rate of the RTP clock and of everything counted here (RFC 7587 section 4.1).</summary>
    public const int SampleRate = 48_000;

    /// <summary>Samples per packet: 20 ms.</summary>
    public const int PacketSamples = 960;

    /// <summary>Packets per second.</summary>
    public const int PacketsPerSecond = SampleRate / PacketSamples;

    /// <summary>
    /// 10 s. Starting a transcoder costs as much as transcoding some 5 s of sound, so much shorter chunks would double the work;
    /// much longer ones let another viewer's first sound wait behind them.
    /// </summary>
    public const int PacketsPerChunk = 10 * PacketsPerSecond;

    /// <summary>48 hours. Bounds what a hostile index can make the server allocate per track to 17,280 chunk entries.</summary>
    public const int MaxPackets = 48 * 3600 * PacketsPerSecond;

    /// <summary>
    /// 1 s. When the sound ends this little before the loop begins anew, the silence between is in packets like the sound, so that no receiver takes it for loss. More is
    /// nothing to be heard, and nothing is sent.
    /// </summary>
    public const int MaxFilledPackets = PacketsPerSecond;

    /// <summary>Number of chunks; the last one may be short.</summary>
    public int ChunkCount => (PacketCount + PacketsPerChunk - 1) / PacketsPerChunk;

    /// <summary>Packets needed for <paramref name="samples"/> at <paramref name="sampleRate"/>; the last one is filled up with silence.</summary>
    public static long CountPackets(long samples, int sampleRate)
    {
        Int128 divisor = (Int128)sampleRate * PacketSamples;
        return (long)((((Int128)samples * SampleRate) + divisor - 1) / divisor);
    }

    /// <summary>The layout of a valid track.</summary>
    public static OpusChunkLayout For(SoundTimeline timeline) => new((int)Math.Min(MaxPackets, timeline.PacketCount));

    /// <summary>The layout of a valid track that is played in a loop.</summary>
    /// <param name="timeline">The track.</param>
    /// <param name="period">Packets from one start to the next; at least those of the track.</param>
    public static OpusChunkLayout ForLoop(SoundTimeline timeline, int period)
    {
        int once = For(timeline).PacketCount;
        return new(period - once <= MaxFilledPackets ? period : once, period, once);
    }

    /// <summary>
    /// Whether a chunk differs from that of the track played once: what goes before the first chunk and after the last is not silence in a loop.
    /// </summary>
    public bool IsSeam(int chunk) =>
        LoopPackets > 0 && (chunk == 0 || FirstPacket(chunk + 1) >= Math.Min(PacketCount, OncePackets));

    /// <summary>The chunk that packet <paramref name="packet"/> is in.</summary>
    public static int ChunkOf(int packet) => packet / PacketsPerChunk;

    /// <summary>The first packet of a chunk.</summary>
    public static int FirstPacket(int chunk) => chunk * PacketsPerChunk;

    /// <summary>How many packets a chunk of this track has.</summary>
    public int PacketsIn(int chunk) => Math.Clamp(PacketCount - FirstPacket(chunk), 0, PacketsPerChunk);
}
