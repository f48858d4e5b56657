using Vod.Media.Host.Telemetry;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// The picture of one asset, encoded anew and shared by all its viewers. Chunks appear ahead of the play heads that <see cref="RequestAhead"/> reports; nothing is made that
/// nobody asked for.
/// </summary>
/// <remarks>Every member may be called from any thread and none of them blocks or waits for IO: they are made for the worker loops.</remarks>
internal sealed class PictureTrack : ChunkTrack, IPictureSource
{
    private readonly PicturePreparation _preparation;
    private readonly PictureChunk?[] _chunks;

    public PictureTrack(PicturePreparation preparation, AssetKey key, PictureInput input, string cacheName)
        : base(key, input.Chunks.Count, preparation.Clock)
    {
        _preparation = preparation;
        Input = input;
        CacheName = cacheName;
        _chunks = new PictureChunk?[input.Chunks.Count];
    }

    /// <inheritdoc/>
    public PictureChunkTable Chunks => Input.Chunks;

    /// <summary>Whether its encoders keep up with its viewers.</summary>
    public EncoderPace Pace { get; } = new();

    /// <summary>What it is made from.</summary>
    public PictureInput Input { get; }

    /// <inheritdoc/>
    public override string CacheName { get; }

    /// <summary>Whether pictures have come from its samples: if none come of some of them, it is those that are damaged.</summary>
    public bool HasGivenPictures { get; set; }

    /// <summary>Chunks that are in memory as a whole.</summary>
    public int CompleteChunks => _chunks.Count(static chunk => chunk is { IsComplete: true });

    /// <inheritdoc/>
    public PictureChunk Open(int chunk)
    {
        PictureChunk? known = Volatile.Read(ref _chunks[chunk]);
        if (known is not null)
        {
            return known;
        }

        PictureChunk mine = new(Chunks.TimesOf(chunk)) { LastUse = _preparation.Now };
        return Interlocked.CompareExchange(ref _chunks[chunk], mine, null) ?? mine;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Asked for in portions: an encoder that has once begun goes on for a while, instead of one being started for each chunk.
    /// </remarks>
    public void RequestAhead(int chunk, bool loops)
    {
        if (IsFailed)
        {
            return;
        }

        long now = _preparation.Now;
        Touch(now);
        TimeSpan usual = _preparation.AheadOf(this, chunk);
        int missing = -1;
        int count = 0;
        TimeSpan distance = TimeSpan.Zero;
        for (; count < Math.Min(Chunks.Count, PictureRunPlan.MaxChunks) && (loops || chunk + count < Chunks.Count) && distance <= usual; count++)
        {
            int at = (chunk + count) % Chunks.Count;
            if (Volatile.Read(ref _chunks[at]) is { IsComplete: true } complete)
            {
                complete.LastUse = now;
            }
            else if (missing < 0)
            {
                if (distance > usual / 2)
                {
                    return;
                }

                missing = count;
            }

            distance += Input.LengthOf(at);
        }

        if (missing >= 0)
        {
            Ask(chunk, missing, count, now);
        }
    }

    /// <inheritdoc/>
    public override Func<int, string> FileNames => PictureChunkFile.Name;

    /// <inheritdoc/>
    public override bool IsComplete(int chunk) => Volatile.Read(ref _chunks[chunk]) is { IsComplete: true };

    /// <inheritdoc/>
    public override long LastUseOf(int chunk) => Volatile.Read(ref _chunks[chunk])?.LastUse ?? 0;

    /// <inheritdoc/>
    public override void Evict(int chunk) => Volatile.Write(ref _chunks[chunk], null);

    /// <inheritdoc/>
    protected override void Start(ChunkJob first) => _preparation.Start(first);

    /// <inheritdoc/>
    protected override void Hasten() => _preparation.Hasten();

    private void Ask(int chunk, int from, int count, long now)
    {
        ChunkJob? jobs = null;
        for (int step = count - 1; step >= from; step--)
        {
            int at = (chunk + step) % Chunks.Count;
            if (!IsComplete(at))
            {
                long ahead = _preparation.TicksOf(Input.TimeBetween(chunk, at));
                jobs = Ask(at, now, now + (step == 0 ? 0 : ahead), jobs);
            }
        }

        if (jobs is not null)
        {
            // What is prepared in advance is nobody's trace.
            jobs.Span = jobs.Chunk == chunk ? MediaTrace.Begin("prepare picture") : null;
            _preparation.Start(jobs);
        }
    }
}
