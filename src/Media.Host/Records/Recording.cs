using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Publish;

namespace Vod.Media.Host.Records;

/// <summary>
/// One recording of one publication. What is published is copied into a queue of bounded size, by a thread that never waits; a task writes it. It ends when it is told to,
/// or by itself: at its quota, when the disk is full, or when writing fails.
/// </summary>
internal sealed partial class Recording : IPublishedMediaSink
{
    /// <summary>How often the disk is looked at.</summary>
    public static readonly TimeSpan DiskInterval = TimeSpan.FromSeconds(5);

    /// <summary>What an item costs in the queue besides its bytes: a publisher may send packets of a byte each.</summary>
    public const int ItemBytes = 256;

    // Longer than a fragment, so that only what stands still waits for it; a crash takes two of these of that at most.
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly RecordingContext _context;
    private readonly RecordedMedia _media;
    private readonly RecordingParts _parts;
    private readonly RecordingSound? _sound;
    private readonly string _begun;
    private readonly Channel<RecordingItem> _queue = Channel.CreateUnbounded<RecordingItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<RecordingResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _ticks;
    private long _queuedBytes;
    private long _diskSeen;
    private bool _needsKeyFrame;
    private bool _isOver;
    private bool _isOmitting;

    /// <param name="context">What all recordings share.</param>
    /// <param name="media">What is published.</param>
    /// <param name="parts">Writes its files.</param>
    public Recording(RecordingContext context, RecordedMedia media, RecordingParts parts)
    {
        _context = context;
        _begun = parts.Name;
        _media = media;
        _parts = parts;
        _needsKeyFrame = media.HasPicture;
        _diskSeen = context.Clock.GetTimestamp();
        _sound = media.HasSound && parts.WantsAac ? new RecordingSound(context, _begun, Enqueue) : null;
        context.Counters.NoteStart();
        _ticks = context.Clock.CreateTimer(_ => _queue.Writer.TryWrite(new RecordingItem(RecordingItemKind.Tick, default)), null, TickInterval, TickInterval);
        _ = Task.Run(RunAsync);
    }

    /// <summary>Name of the file in the folder of recordings that is written. Final from the start on, unless the template has elements that only the end knows.</summary>
    public string Name => _parts.Name;

    /// <summary>The same; empty when only the end knows it.</summary>
    public string FileName => _parts.FileName;

    /// <summary>Whether a key picture should be asked for: nothing is recorded before the next one, or another file begins with it.</summary>
    public bool NeedsKeyFrame => (Volatile.Read(ref _needsKeyFrame) || _parts.WantsKeyFrame) && !Volatile.Read(ref _isOver);

    /// <summary>The end, however it comes. Never fails.</summary>
    public Task<RecordingResult> Completion => _completion.Task;

    /// <summary>Ends the recording; its files are complete when the task is.</summary>
    public Task<RecordingResult> FinishAsync()
    {
        _queue.Writer.TryWrite(new RecordingItem(RecordingItemKind.Stop, default));
        return Completion;
    }

    /// <inheritdoc/>
    public void OnPicture(in PublishedPicture picture, ReadOnlySpan<byte> bytes)
    {
        if (Volatile.Read(ref _isOver) || (_needsKeyFrame && !picture.IsKey))
        {
            return;
        }

        bool isTaken = TryEnqueue(new RecordingItem(RecordingItemKind.Picture, default) { Picture = picture }, bytes);
        Volatile.Write(ref _needsKeyFrame, !isTaken);
    }

    /// <inheritdoc/>
    public void OnSound(in PublishedSound sound, ReadOnlySpan<byte> packet)
    {
        if (!Volatile.Read(ref _isOver) && _media.HasSound)
        {
            TryEnqueue(new RecordingItem(RecordingItemKind.Sound, default) { Sound = sound }, packet);
        }
    }

    private bool TryEnqueue(RecordingItem item, ReadOnlySpan<byte> bytes)
    {
        if (Interlocked.Read(ref _queuedBytes) + bytes.Length + ItemBytes > _context.Options.MaxQueuedBytes)
        {
            _context.Counters.NoteOmission();
            if (!_isOmitting)
            {
                LogOmission(_context.Logger, Name);
            }

            _isOmitting = true;
            return false;
        }

        _isOmitting = false;
        Interlocked.Add(ref _queuedBytes, bytes.Length + ItemBytes);
        return TryWrite(item with { Bytes = PooledBytes.CopyOf(bytes) });
    }

    private bool TryWrite(RecordingItem item)
    {
        if (_queue.Writer.TryWrite(item))
        {
            return true;
        }

        item.Bytes.Return();
        return false;
    }

    private void Enqueue(long time, PooledBytes frame)
    {
        Interlocked.Add(ref _queuedBytes, frame.Length + ItemBytes);
        TryWrite(new RecordingItem(RecordingItemKind.EncodedSound, frame) { EncodedTime = time });
    }

    private async Task RunAsync()
    {
        RecordingEnd end = await WriteAsync();
        Volatile.Write(ref _isOver, true);
        await _ticks.DisposeAsync();
        RecordingResult result = await EndAsync(end);
        _context.Counters.NoteEnd(result);
        LogEnd(_context.Logger, result.Outcome is RecordingOutcome.Complete or RecordingOutcome.Empty ? LogLevel.Information : LogLevel.Warning, _begun, result);
        _completion.TrySetResult(result);
    }

    /// <summary>Writes until something ends it.</summary>
    private async Task<RecordingEnd> WriteAsync()
    {
        try
        {
            while (true)
            {
                RecordingItem item = await _queue.Reader.ReadAsync();
                if (item.Kind == RecordingItemKind.Stop)
                {
                    return new(RecordingOutcome.Complete, "");
                }

                if (!TryHandle(item))
                {
                    return new(RecordingOutcome.QuotaReached, "it takes no more pictures: there are too many, or their parameter sets have changed too often");
                }

                if (FindLimit() is { } limit)
                {
                    return limit;
                }
            }
        }
        catch (IOException exception)
        {
            return new(DiskFault.OutcomeOf(exception), exception.Message) { IsDamaged = true };
        }
        catch (Exception exception)
        {
            // A defect; the publication and who waits for the end of its recording must not suffer from it.
            LogDefect(_context.Logger, exception, _begun);
            return new(RecordingOutcome.Failed, exception.Message) { IsDamaged = true };
        }
    }

    private bool TryHandle(in RecordingItem item)
    {
        Interlocked.Add(ref _queuedBytes, item.Kind == RecordingItemKind.Tick ? 0 : -item.Bytes.Length - ItemBytes);
        switch (item.Kind)
        {
            case RecordingItemKind.Picture:
                _sound?.Follow(item.Picture.Time);
                return _parts.AddPicture(item.Picture, item.Bytes);
            case RecordingItemKind.Sound:
                TakeSound(item);
                return true;
            case RecordingItemKind.Tick:
                _parts.Settle();
                return true;
            default:
                _parts.AddSound(item.EncodedTime, item.Bytes);
                return true;
        }
    }

    private void TakeSound(in RecordingItem item)
    {
        _parts.BeginSound(item.Sound.Time);
        if (_sound is null)
        {
            _parts.AddSound(SoundClock.At(item.Sound.Time), item.Bytes);
            return;
        }

        _sound.Add(item.Sound.Time, item.Sound.Duration, item.Bytes.Memory.Span);
        item.Bytes.Return();
    }

    private RecordingEnd? FindLimit()
    {
        RecordingOptions options = _context.Options;
        if (_parts.Size >= options.MaxBytes)
        {
            return new(RecordingOutcome.QuotaReached, $"it has reached {options.MaxBytes} bytes");
        }

        if (_parts.Duration >= options.MaxDuration)
        {
            return new(RecordingOutcome.QuotaReached, $"it has reached {options.MaxDuration}");
        }

        if (_context.Clock.GetElapsedTime(_diskSeen) < DiskInterval)
        {
            return null;
        }

        _diskSeen = _context.Clock.GetTimestamp();
        return _context.Folder.FreeBytes < options.MinFreeBytes ? new(RecordingOutcome.DiskFull, $"less than {options.MinFreeBytes} bytes are free") : null;
    }

    [LoggerMessage(EventId = 503, Level = LogLevel.Warning, Message = "The disk is too slow for {Recording}: pictures are left out up to the next key picture")]
    private static partial void LogOmission(ILogger logger, string recording);

    [LoggerMessage(EventId = 505, Level = LogLevel.Error, Message = "Recording {Recording} has met a defect")]
    private static partial void LogDefect(ILogger logger, Exception exception, string recording);

    [LoggerMessage(EventId = 504, Message = "Recording {Recording} is over: {Result}")]
    private static partial void LogEnd(ILogger logger, LogLevel level, string recording, RecordingResult result);
}
