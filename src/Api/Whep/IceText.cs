using System.Text;

namespace Vod.Api.Whep;

/// <summary>
/// What an offer, an answer or an ICE fragment says about ICE. Read leniently: whether an offer can be used is for the node to say, whether a fragment can is for
/// <see cref="IceFragment"/>.
/// </summary>
internal sealed class IceText
{
    /// <summary>How a line begins that describes a candidate.</summary>
    public const string Candidate = "a=candidate:";

    /// <summary>The line that says that all candidates are there (RFC 8840 section 8.2).</summary>
    public const string EndOfCandidates = "a=end-of-candidates";

    private const string LineEnd = "\r\n";

    private IceText(IReadOnlyList<IceSection> levels) => Levels = levels;

    /// <summary>The session level and the media sections behind it.</summary>
    public IReadOnlyList<IceSection> Levels { get; }

    /// <summary>The credentials it names: one pair where all media are bundled, and perhaps more of sections that give up their own transport.</summary>
    public IReadOnlySet<IceUser> Users => Levels.Select(level => level.User).OfType<IceUser>().ToHashSet();

    /// <summary>Reads a text.</summary>
    public static IceText Read(string text)
    {
        List<IceSection> levels = [new IceSection(mediaLine: null)];
        foreach (string line in LinesOf(text))
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                levels.Add(new IceSection(line));
            }
            else
            {
                levels[^1].Take(line);
            }
        }

        return new IceText(levels);
    }

    /// <summary>The lines of a text, without their ends and without empty ones.</summary>
    public static IEnumerable<string> LinesOf(string text) => text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);

    /// <summary>
    /// Of an answer: the fragment that tells of a restart (RFC 8840 section 9). It repeats the tagged section of the answer, the one with the candidates, which a lite
    /// agent keeps.
    /// </summary>
    public string FragmentWith(IceUser user)
    {
        StringBuilder text = new();
        Levels[0].SessionLines.ForEach(Line);
        if (Levels.Skip(1).MaxBy(section => section.CandidateLines.Count > 0) is { } tagged)
        {
            Line(tagged.MediaLine!);
            if (tagged.MidLine is { } mid)
            {
                Line(mid);
            }

            Line($"a=ice-ufrag:{user.Ufrag}");
            Line($"a=ice-pwd:{user.Password}");
            tagged.CandidateLines.ForEach(Line);
            Line(EndOfCandidates);
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append(LineEnd);
    }
}
