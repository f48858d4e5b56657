using Vod.Media.Host.Telemetry;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// One sound track of an asset as Opus packets of 20 ms, shared by all its viewers. Packets appear ahead of the play heads that
/// <see cref="RequestAhead"/> reports; nothing is made that nobody asked for.
/// </summary>
/// <remarks>
/// Every member may be called from any thread and none of them blocks or waits for IO: they are made for the worker loops.
/// Packet n holds the presentation samples [960·n, 960·(n+1)) at 48 kHz, counted from presentation time 0; its RTP timestamp is
/// therefore 960·n plus a constant, and the silence before a track that starts late is in the packets.
/// </remarks>
internal sealed class OpusTrack : ChunkTrack, IOpusSource
{
    private readonly AudioPreparation _preparation;
    private readonly OpusChunk?[] _chunks;

    internal OpusTrack(AudioPreparation preparation, AssetKey key, ISoundSource source, OpusParameters parameters, int loopPackets)
        : base(key, LayoutOf(source, loopPackets).ChunkCount, preparation.Clock)
    {
        _preparation = preparation;
        Source = source;
        Parameters = parameters;
        LoopPackets = loopPackets;
        Layout = LayoutOf(source, loopPackets);
        _chunks = new OpusChunk?[Layout.ChunkCount];
    }

    /// <summary>Packets of the whole track, known before any of them is made; 50 are a second.</summary>
    public int PacketCount => Layout.PacketCount;

    /// <summary>1 or 2; the RTP payload format is opus/48000/2 for both (RFC 7587 section 7).</summary>
    public int Channels => Parameters.Channels;

    /// <summary>Period of the loop the track is played in, in packets; 0 when it is played once.</summary>
    internal int LoopPackets { get; }

    /// <summary>What tells this track from the others.</summary>
    internal (AssetKey Key, int Number, int LoopPackets) Id => (Key, Source.Number, LoopPackets);

    internal ISoundSource Source { get; }

    internal OpusParameters Parameters { get; }

    internal OpusChunkLayout Layout { get; }

    /// <summary>
    /// Gives a packet if it is ready; valid for as long as the caller holds it. False outside the track and before the packet is
    /// made: then send nothing and go on with the next one when its time comes.
    /// </summary>
    public bool TryGetPacket(int index, out ReadOnlyMemory<byte> packet)
    {
        if ((uint)index < (uint)PacketCount)
        {
            int number = OpusChunkLayout.ChunkOf(index);
            OpusChunk? chunk = Volatile.Read(ref _chunks[number]);
            if (chunk is not null)
            {
                return chunk.TryGet(index - OpusChunkLayout.FirstPacket(number), out packet);
            }
        }

        packet = default;
        return false;
    }

    /// <summary>
    /// Says that a viewer is at, or about to start from, packet <paramref name="packetIndex"/>. Call it on play, on seek and about
    /// once a second while playing: it costs a few reads when all is there, and requests not renewed for 10 s are dropped.
    /// </summary>
    public void RequestAhead(int packetIndex)
    {
        if (PacketCount == 0 || IsFailed)
        {
            return;
        }

        long now = _preparation.Now;
        Touch(now);
        int at = Math.Clamp(packetIndex, 0, PacketCount - 1);
        ChunkJob? jobs = null;
        for (int step = ChunksAhead(at) - 1; step >= 0; step--)
        {
            int chunk = (OpusChunkLayout.ChunkOf(at) + step) % Layout.ChunkCount;
            if (Volatile.Read(ref _chunks[chunk]) is { IsComplete: true } complete)
            {
                complete.LastUse = now;
            }
            else
            {
                int distance = OpusChunkLayout.FirstPacket(chunk) - at;
                int ahead = step == 0 ? 0 : distance > 0 ? distance : distance + LoopPackets;
                jobs = Ask(chunk, now, now + _preparation.TicksOf(ahead), jobs);
            }
        }

        if (jobs is not null)
        {
            // What is prepared in advance is nobody's trace.
            jobs.Span = jobs.Chunk == OpusChunkLayout.ChunkOf(at) ? MediaTrace.Begin("prepare sound") : null;
            _preparation.Start(jobs);
        }
    }

    /// <summary>The chunk to publish packets in: the one of an earlier attempt or a new one.</summary>
    internal OpusChunk OpenChunk(int index)
    {
        OpusChunk? chunk = Volatile.Read(ref _chunks[index]);
        if (chunk is null)
        {
            chunk = new OpusChunk(Layout.PacketsIn(index)) { LastUse = _preparation.Now };
            Volatile.Write(ref _chunks[index], chunk);
        }

        return chunk;
    }

    /// <inheritdoc/>
    public override string CacheName => Parameters.CacheName(Source.Number);

    /// <inheritdoc/>
    public override Func<int, string> FileNames => NamesIn(Layout);

    /// <inheritdoc/>
    public override bool IsComplete(int index) => Volatile.Read(ref _chunks[index]) is { IsComplete: true };

    /// <summary>Publishes a complete chunk.</summary>
    internal void Publish(int index, OpusChunk chunk)
    {
        chunk.LastUse = _preparation.Now;
        Volatile.Write(ref _chunks[index], chunk);
    }

    /// <inheritdoc/>
    public override long LastUseOf(int chunk) => Volatile.Read(ref _chunks[chunk])?.LastUse ?? 0;

    /// <inheritdoc/>
    public override void Evict(int chunk) => Volatile.Write(ref _chunks[chunk], null);

    /// <inheritdoc/>
    protected override void Start(ChunkJob first) => _preparation.Start(first);

    /// <inheritdoc/>
    protected override void Hasten() => _preparation.Hasten();

    // Holds on to nothing but the layout.
    private static Func<int, string> NamesIn(OpusChunkLayout layout) => chunk => OpusChunkFile.Name(layout, chunk);

    private static OpusChunkLayout LayoutOf(ISoundSource source, int loopPackets) => (source.Timeline.IsValid, loopPackets) switch
    {
        (false, _) => default,
        (true, 0) => OpusChunkLayout.For(source.Timeline),
        _ => OpusChunkLayout.ForLoop(source.Timeline, loopPackets),
    };

    // Of a track that is played once, up to its end; of a loop, beyond it.
    private int ChunksAhead(int at)
    {
        int first = OpusChunkLayout.ChunkOf(at);
        if (LoopPackets == 0)
        {
            return OpusChunkLayout.ChunkOf((int)Math.Min(PacketCount - 1L, at + (long)_preparation.PacketsAhead)) - first + 1;
        }

        // The last chunk of a lap may be short; then one more of the next lap is needed.
        int chunks = 1;
        for (int covered = OpusChunkLayout.FirstPacket(first) + Layout.PacketsIn(first) - at; covered <= _preparation.PacketsAhead && chunks < Layout.ChunkCount; chunks++)
        {
            covered += Layout.PacketsIn((first + chunks) % Layout.ChunkCount);
        }

        return chunks;
    }
}
