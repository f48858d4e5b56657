namespace Vod.Api.Whep;

/// <summary>What one media section, or the session level above the first, says about ICE; gathered line by line.</summary>
/// <param name="mediaLine">Its <c>m=</c> line; null for the session level.</param>
internal sealed class IceSection(string? mediaLine)
{
    private const string Ufrag = "a=ice-ufrag:";
    private const string Password = "a=ice-pwd:";
    private string? _ufrag;
    private string? _password;

    /// <summary>The <c>m=</c> line; null for the session level.</summary>
    public string? MediaLine => mediaLine;

    /// <summary>The <c>a=mid:</c> line, if there is one.</summary>
    public string? MidLine { get; private set; }

    /// <summary>The lines of the session level that an ICE fragment repeats (RFC 8840 section 9.2).</summary>
    public List<string> SessionLines { get; } = [];

    /// <summary>The <c>a=candidate:</c> lines.</summary>
    public List<string> CandidateLines { get; } = [];

    /// <summary>Whether there are no more candidates to come.</summary>
    public bool HasEndOfCandidates { get; private set; }

    /// <summary>The credentials; null unless both are there.</summary>
    public IceUser? User => _ufrag is not null && _password is not null ? new IceUser(_ufrag, _password) : null;

    /// <summary>Whether one of the credentials is missing, so that the other means nothing.</summary>
    public bool HasHalfAUser => (_ufrag is null) != (_password is null);

    /// <summary>Takes a line; those that are not about ICE are passed over.</summary>
    public void Take(string line)
    {
        if (line.StartsWith(Ufrag, StringComparison.Ordinal))
        {
            _ufrag = line[Ufrag.Length..].Trim();
        }
        else if (line.StartsWith(Password, StringComparison.Ordinal))
        {
            _password = line[Password.Length..].Trim();
        }
        else if (line.StartsWith(IceText.Candidate, StringComparison.Ordinal))
        {
            CandidateLines.Add(line);
        }
        else if (line.StartsWith("a=mid:", StringComparison.Ordinal))
        {
            MidLine = line;
        }
        else if (line == IceText.EndOfCandidates)
        {
            HasEndOfCandidates = true;
        }
        else if (line == "a=ice-lite" || line.StartsWith("a=ice-options:", StringComparison.Ordinal) || line.StartsWith("a=ice-pacing:", StringComparison.Ordinal)
            || line.StartsWith("a=group:BUNDLE", StringComparison.Ordinal))
        {
            SessionLines.Add(line);
        }
    }
}
