using Vod.Media.Host.Storage;
using Vod.Media.Playback;

namespace Vod.Media.Host.Preparation;

/// <summary>The end of one transcoder process.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ExitCode">Exit code; 128 + n when signal n ended it, -1 when it never ran.</param>
/// <param name="Errors">The start of what it wrote to standard error, or the reason why it did not run.</param>
internal readonly record struct TranscoderResult(TranscoderOutcome Outcome, int ExitCode, string Errors)
{
    /// <summary>What reading the input has thrown when that was the end, or that it had not come when the time was over.</summary>
    public Exception? InputFailure { get; init; }

    /// <summary>Whether another run may do better: a storage that gave up has tried for long, and a file that was replaced does not come back.</summary>
    public bool IsWorthAnotherAttempt => InputFailure is not (StorageGaveUpException or ContentChangedException);

    /// <summary>What it means to those who wait for what was to be made.</summary>
    public MediaFailure ToFailure() => (InputFailure is null ? new MediaFailure(MediaFault.Unmakeable, "") : StorageFault.Of(InputFailure)) with { Detail = ToString() };

    /// <summary>One line for the log.</summary>
    public override string ToString()
    {
        string text = Errors.ReplaceLineEndings(" | ").Trim(' ', '|');
        return text.Length == 0 ? $"{Outcome}, exit code {ExitCode}" : $"{Outcome}, exit code {ExitCode}: {text}";
    }
}
