using Microsoft.Extensions.Logging;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Records;

/// <summary>What all recordings of a node share.</summary>
internal sealed class RecordingContext
{
    private bool _hasUnfinished;

    /// <summary>The settings.</summary>
    public required RecordingOptions Options { get; init; }

    /// <summary>Where the files are.</summary>
    public required IRecordFolder Folder { get; init; }

    /// <summary>The names in use.</summary>
    public required RecordNames Names { get; init; }

    /// <summary>Makes AAC.</summary>
    public required FfmpegLocation Ffmpeg { get; init; }

    /// <summary>Address space of an encoder of sound.</summary>
    public required long EncoderMemoryBytes { get; init; }

    /// <summary>Tells the time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Counts.</summary>
    public required RecordingCounters Counters { get; init; }

    /// <summary>Where finished recordings are offered for upload; null when none are uploaded.</summary>
    public UploadQueue? Uploads { get; init; }

    /// <summary>Tells the operator.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>A file could not be finished: it is to be tried again.</summary>
    public void NoteUnfinished() => Volatile.Write(ref _hasUnfinished, true);

    /// <summary>Whether files are to be tried again; whoever is told so does that.</summary>
    public bool TakeUnfinished() => Interlocked.Exchange(ref _hasUnfinished, false);
}
