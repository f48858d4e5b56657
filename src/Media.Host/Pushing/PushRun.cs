using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Pushing;

/// <summary>One ffmpeg that sends something on.</summary>
/// <param name="Arguments">What it is told.</param>
/// <param name="Job">What it is given.</param>
internal readonly record struct PushRun(IReadOnlyList<string> Arguments, ITranscoderJob Job);
