namespace Vod.Architecture.Tests.Source;

/// <summary>How a rule reports: all violations at once, one a line.</summary>
internal static class Rule
{
    /// <summary>Fails with the list unless it is empty.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        string[] all = [.. violations];
        if (all.Length > 0)
        {
            Assert.Fail($"{all.Length} violation(s):\n" + string.Join('\n', all));
        }
    }
}
