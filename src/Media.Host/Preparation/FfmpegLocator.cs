using System.Text;

namespace Vod.Media.Host.Preparation;

/// <summary>Finds ffmpeg and makes sure that it runs and knows the codecs that preparing needs.</summary>
internal sealed class FfmpegLocator(PreparationOptions options, TimeProvider clock)
{
    private const string ProgramName = "ffmpeg";
    private const string Advice = "install it (Debian: apt-get install ffmpeg) or name it with --ffmpeg (Preparation:Ffmpeg)";

    // ffmpeg -codecs prints some 50 KB.
    private const int MaxOutput = 1024 * 1024;

    /// <summary>Looks at the setting, else at every folder of PATH.</summary>
    public async Task<FfmpegLocation> LocateAsync(CancellationToken cancellation)
    {
        string? path = Find(options.Ffmpeg, Environment.GetEnvironmentVariable("PATH") ?? "");
        if (path is null)
        {
            return IsBareName(options.Ffmpeg)
                ? new(null, $"{(options.Ffmpeg.Length > 0 ? options.Ffmpeg : ProgramName)} was not found: {Advice}")
                : new(null, $"ffmpeg was not found at {options.Ffmpeg}: {Advice}");
        }

        Listing listing = new();
        TranscoderResult result = await new TranscoderProcess(clock)
            .RunAsync(path, ["-hide_banner", "-nostdin", "-codecs"], options.SoundLimits(), listing, cancellation);
        if (result is not { Outcome: TranscoderOutcome.Exited, ExitCode: 0 })
        {
            return new(null, $"{path} does not run ({result}): {Advice}");
        }

        string[] missing = [.. Missing(listing.Text)];
        return missing.Length == 0
            ? new(path, null) { Encoders = EncodersIn(listing.Text) }
            : new(null, $"{path} was built without {string.Join(" and ", missing)}: {Advice}");
    }

    /// <summary>The absolute path of the program, or null.</summary>
    internal static string? Find(string configured, string searchPath)
    {
        if (!IsBareName(configured))
        {
            return File.Exists(configured) ? Path.GetFullPath(configured) : null;
        }

        string name = configured.Length > 0 ? configured : ProgramName;
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            .Where(Path.IsPathFullyQualified)
            .FirstOrDefault(File.Exists);
    }

    private static bool IsBareName(string configured) => Path.GetFileName(configured) == configured;

    /// <summary>What a "-codecs" listing lacks. Its lines: flags, codec, description, "(decoders: …)", "(encoders: …)".</summary>
    internal static IEnumerable<string> Missing(string listing)
    {
        string[] lines = listing.Split('\n');
        if (!lines.Any(line => line.AsSpan().TrimStart().StartsWith("D") && line.Contains(" aac ", StringComparison.Ordinal)))
        {
            yield return "an AAC decoder";
        }

        if (!listing.Contains("libopus", StringComparison.Ordinal))
        {
            yield return "libopus";
        }
    }

    /// <summary>The names in all "(encoders: …)" of a "-codecs" listing.</summary>
    internal static HashSet<string> EncodersIn(string listing)
    {
        const string Mark = "(encoders:";
        return listing.Split('\n')
            .Where(line => line.Contains(Mark, StringComparison.Ordinal))
            .SelectMany(line => line[(line.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Split(')')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.Ordinal);
    }

    private sealed class Listing : ITranscoderJob
    {
        private readonly StringBuilder _text = new();

        public string Text => _text.ToString();

        public ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation) => new(ReadOnlyMemory<byte>.Empty);

        public bool TakeOutput(ReadOnlySpan<byte> bytes)
        {
            _text.Append(Encoding.Latin1.GetString(bytes));
            return _text.Length <= MaxOutput;
        }
    }
}
