using System.Globalization;
using System.Text;
using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>
/// Names of files after Web Call Server's templates: plain text with elements in braces. Everything else than letters, digits and a few signs becomes an underscore, so a
/// name is one everywhere: in the folder, in a URL as it is, and in <c>vod://</c>.
/// </summary>
internal static class RecordName
{
    /// <summary>Begins the name of a recording that is not finished, which nothing lists or serves. The rest is its name so far, with the elements that only the end knows.</summary>
    public const string UnfinishedPrefix = ".recording.";

    /// <summary>
    /// Most UTF-8 bytes of a name without its ending: with <see cref="UnfinishedPrefix"/>, the ending and a number against collisions it stays below the 255 of every Linux
    /// file system.
    /// </summary>
    public const int MaxBytes = 230;

    private const string Replacement = "_";
    private const string Nameless = "recording";

    // Nothing here has a meaning in a path, a URL, a shell pattern or a list of headers.
    private const string PlainSigns = "-_.~+=@(),";

    private static readonly string[] TimeElements = ["{startTime}", "{startTimeMillis}", "{endTime}", "{endTimeMillis}"];
    private static readonly string[] EndElements = ["{duration}", "{endTime}", "{endTimeMillis}"];

    /// <summary>Fills in what is known at the start of a recording.</summary>
    /// <param name="template">The template.</param>
    /// <param name="order">Whose recording it is.</param>
    /// <param name="media">What is recorded.</param>
    /// <param name="login">Stands for <c>{login}</c>: nobody logs in, so it is what tells recordings of the same publication apart.</param>
    /// <param name="start">When it begins.</param>
    /// <param name="part">Its number among the files of its recording, which is its end whatever is cut off before; 0 for none.</param>
    public static string Begin(string template, RecordingOrder order, RecordedMedia media, string login, DateTimeOffset start, int part = 0)
    {
        string number = part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{part}");
        string milliseconds = Milliseconds(start);
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["{streamName}"] = order.Stream,
            ["{mediaSessionId}"] = order.MediaSessionId,
            ["{sessionId}"] = order.MediaSessionId,
            ["{login}"] = login,
            ["{startTime}"] = milliseconds,
            ["{startTimeMillis}"] = milliseconds,
            ["{audioCodec}"] = !media.HasSound ? "none" : media.Extension == ".webm" ? "opus" : "aac",
            ["{videoCodec}"] = !media.HasPicture ? "none" : media.Extension == ".webm" ? "VP8" : "H264",
        };
        string name = Expand(template, element => values.TryGetValue(element, out string? value) ? Plain(value) : EndElements.Contains(element) ? element : Plain(element));
        return Cut(name, MaxBytes - number.Length) + number;
    }

    /// <summary>Fills in what is known at the end.</summary>
    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    /// <param name="end">When the recording ended.</param>
    /// <param name="duration">How long it is.</param>
    public static string End(string begun, DateTimeOffset end, TimeSpan duration) => Cut(Expand(begun, element => element switch
    {
        "{duration}" => ((long)duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        "{endTime}" or "{endTimeMillis}" => Milliseconds(end),
        _ => Plain(element),
    }));

    /// <summary>Whether a template tells files apart by when they begin or end, so that those of one recording need no numbers.</summary>
    public static bool TellsTime(string template) => TimeElements.Any(element => template.Contains(element, StringComparison.Ordinal));

    /// <summary>Whether only the end knows the whole name.</summary>
    public static bool WaitsForEnd(string begun) => EndElements.Any(element => begun.Contains(element, StringComparison.Ordinal));

    /// <summary>The name with a number that tells it from others.</summary>
    /// <param name="name">The name without ending.</param>
    /// <param name="attempt">0 for the name as it is.</param>
    public static string Numbered(string name, int attempt) => attempt == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{attempt}");

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string Expand(string template, Func<string, string> valueOf)
    {
        StringBuilder name = new();
        int position = 0;
        while (position < template.Length)
        {
            int open = template.IndexOf('{', position);
            int close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            name.Append(Plain(template[position..open])).Append(valueOf(template[open..(close + 1)]));
            position = close + 1;
        }

        return name.Append(Plain(template[position..])).ToString();
    }

    private static string Plain(string text)
    {
        StringBuilder plain = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isPlain = rune != Rune.ReplacementChar && (Rune.IsLetterOrDigit(rune) || (rune.IsAscii && PlainSigns.Contains((char)rune.Value, StringComparison.Ordinal)));
            plain.Append(isPlain ? rune.ToString() : Replacement);
        }

        return plain.ToString();
    }

    private static string Cut(string name, int maxBytes = MaxBytes)
    {
        StringBuilder cut = new();
        int bytes = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        // A name that begins with a dot is hidden, and might pass for one that is not finished.
        string plain = cut.ToString();
        return plain.Length == 0 ? Nameless : plain[0] == '.' ? Replacement + plain[1..] : plain;
    }
}
