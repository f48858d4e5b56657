using Microsoft.Extensions.Logging;
using Vod.Media.Host.Preparation;
using Vod.Media.Opus;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Records;

/// <summary>
/// The sound of a recording on its way to AAC: fills its gaps and keeps a child at work. A child that dies is replaced by another, some times; then the recording goes on
/// without sound. Used by the writer of the recording only.
/// </summary>
internal sealed partial class RecordingSound : IDisposable
{
    /// <summary>Children of one recording. One that dies at once dies again; one that dies every hour may go on for a working day.</summary>
    public const int MaxChildren = 8;

    /// <summary>How far behind the picture silence is put where no sound comes: what is only late must have come by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long a child may take to give what it holds, at the end.</summary>
    public static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    // 2 % of a processor: two days of sound. A child that is ended by that is replaced.
    private static readonly TimeSpan CpuTime = TimeSpan.FromHours(1);

    private readonly RecordingContext _context;
    private readonly string _name;
    private readonly Action<long, PooledBytes> _onFrame;
    private readonly OpusContinuity.Receiver _feed;
    private OpusContinuity _continuity = new();
    private SoundEncoder? _encoder;
    private Task<TranscoderResult> _run = Task.FromResult(default(TranscoderResult));
    private int _children;

    /// <param name="context">Where ffmpeg is, and the clock.</param>
    /// <param name="name">The recording, for the log.</param>
    /// <param name="onFrame">See <see cref="SoundEncoder"/>.</param>
    public RecordingSound(RecordingContext context, string name, Action<long, PooledBytes> onFrame)
    {
        _context = context;
        _name = name;
        _onFrame = onFrame;
        _feed = (time, duration, packet) => _encoder!.Feed(time, duration, packet);
    }

    /// <summary>Whether the recording goes on without sound.</summary>
    public bool HasGivenUp { get; private set; }

    /// <summary>Adds a packet.</summary>
    public void Add(TimeSpan time, TimeSpan duration, ReadOnlySpan<byte> packet)
    {
        if (TryHaveChild(time))
        {
            _continuity.Add(time, duration, packet, _feed);
        }
    }

    /// <summary>The picture has come to a time: where sound is missing, silence follows it.</summary>
    public void Follow(TimeSpan picture)
    {
        if (_continuity.End is { } end && picture - end > 2 * Patience && TryHaveChild(end))
        {
            _continuity.FillTo(picture - Patience, _feed);
        }
    }

    /// <summary>Ends the sound; all frames have been handed on when the task is complete.</summary>
    public async Task CompleteAsync()
    {
        if (_encoder is null)
        {
            return;
        }

        _encoder.Complete();
        try
        {
            await _run.WaitAsync(EndPatience, _context.Clock);
        }
        catch (TimeoutException)
        {
            _encoder.Kill();
            await _run;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder?.Kill();
        _encoder?.Dispose();
    }

    private bool TryHaveChild(TimeSpan time)
    {
        if (_encoder is not null && !_run.IsCompleted && !_encoder.LooksStuck())
        {
            return true;
        }

        if (HasGivenUp)
        {
            return false;
        }

        if (_encoder is { } ended)
        {
            LogChild(_context.Logger, _name, _run.IsCompleted ? _run.Result.ToString() : "it gives nothing any more");
            ended.Kill();
            _encoder = null;
        }

        if (_context.Ffmpeg.Path is not { } ffmpeg || ++_children > MaxChildren)
        {
            HasGivenUp = true;
            LogWithoutSound(_context.Logger, _name, _context.Ffmpeg.Problem ?? $"{MaxChildren} encoders have died");
            return false;
        }

        _continuity = new OpusContinuity();
        _encoder = new SoundEncoder(_context.Clock, time, _onFrame);
        TranscoderLimits limits = new(CpuTime, _context.EncoderMemoryBytes, Timeout.InfiniteTimeSpan, TranscoderLimits.Ahead);
        _run = _encoder.RunAsync(new TranscoderProcess(_context.Clock), ffmpeg, limits, _context.Options.SoundBitRate);
        return true;
    }

    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "The encoder of the sound of {Recording} has ended ({Reason}); another one goes on")]
    private static partial void LogChild(ILogger logger, string recording, string reason);

    [LoggerMessage(EventId = 502, Level = LogLevel.Error, Message = "{Recording} goes on without sound: {Reason}")]
    private static partial void LogWithoutSound(ILogger logger, string recording, string reason);
}
