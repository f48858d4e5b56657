namespace Vod.Media.Host.Preparation;

/// <summary>The end of one transcoder process.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ExitCode">Exit code; 128 + n when signal n ended it, -1 when it never ran.</param>
/// <param name="Errors">The start of what it wrote to standard error, or the reason why it did not run.</param>
internal readonly record struct TranscoderResult(TranscoderOutcome Outcome, int ExitCode, string Errors)
{
    /// <summary>One line for the log.</summary>
    public override string ToString()
    {
        string text = Errors.ReplaceLineEndings(" | ").Trim(' ', '|');
        return text.Length == 0 ? $"{Outcome}, exit code {ExitCode}" : $"{Outcome}, exit code {ExitCode}: {text}";
    }
}
