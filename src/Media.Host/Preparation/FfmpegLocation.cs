namespace Vod.Media.Host.Preparation;

/// <summary>Where ffmpeg is, or why there is none that can be used.</summary>
/// <param name="Path">Absolute path; null when there is a problem.</param>
/// <param name="Problem">One line that says what to do; null when there is a path.</param>
internal sealed record FfmpegLocation(string? Path, string? Problem)
{
    /// <summary>Names of its encoders, where they differ from those of their codecs.</summary>
    public IReadOnlySet<string> Encoders { get; init; } = new HashSet<string>();
}
