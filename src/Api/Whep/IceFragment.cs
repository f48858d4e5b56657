using System.Globalization;
using System.Net;

namespace Vod.Api.Whep;

/// <summary>
/// The body of a PATCH, <c>application/trickle-ice-sdpfrag</c> (RFC 8840 section 9): new candidates of the player, or new credentials. The candidates are checked
/// for their form and then not used: a lite agent learns the addresses of the player from its checks.
/// </summary>
/// <param name="User">The player's credentials; null when the fragment names none.</param>
internal readonly record struct IceFragment(IceUser? User)
{
    // foundation component transport priority address port "typ" type (RFC 8839 section 5.1).
    private const int MinCandidateWords = 8;
    private const int MaxComponent = 256;
    private const int MaxFoundationLength = 32;

    /// <summary>Reads a fragment.</summary>
    public static bool TryParse(string text, out IceFragment fragment)
    {
        fragment = default;
        if (!IceText.LinesOf(text).All(IsWellFormed))
        {
            return false;
        }

        IceText ice = IceText.Read(text);
        IReadOnlySet<IceUser> users = ice.Users;
        bool hasCandidates = ice.Levels.Any(level => level.CandidateLines.Count > 0 || level.HasEndOfCandidates);
        if (users.Count > 1 || !users.All(user => user.IsWellFormed) || ice.Levels.Any(level => level.HasHalfAUser) || (users.Count == 0 && !hasCandidates))
        {
            return false;
        }

        fragment = new IceFragment(users.Count == 0 ? null : users.Single());
        return true;
    }

    private static bool IsWellFormed(string line) =>
        line is ['a' or 'm', '=', _, ..] && (!line.StartsWith(IceText.Candidate, StringComparison.Ordinal) || IsCandidate(line[IceText.Candidate.Length..]));

    // Whatever the transport and whether or not the address is a name: those we cannot use are nobody's mistake.
    private static bool IsCandidate(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= MinCandidateWords
            && words[0].Length <= MaxFoundationLength
            && IsNumber(words[1], 1, MaxComponent)
            && IsNumber(words[3], 0, uint.MaxValue)
            && IsNumber(words[5], 0, IPEndPoint.MaxPort)
            && words[6] == "typ";
    }

    private static bool IsNumber(string word, uint min, uint max) =>
        uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && number >= min && number <= max;
}
