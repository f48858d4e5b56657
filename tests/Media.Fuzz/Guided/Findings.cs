namespace Vod.Media.Fuzz.Guided;

/// <summary>What failed, one of each kind: a kind is an exception and the place it was thrown at.</summary>
internal sealed class Findings(string folder)
{
    private readonly HashSet<string> _kinds = [];

    /// <summary>Different kinds so far.</summary>
    public int Count => _kinds.Count;

    public void Add(Exception exception, byte[] input)
    {
        string place = exception.StackTrace?.Split('\n').FirstOrDefault(static line => line.Contains("Vod.", StringComparison.Ordinal))?.Trim() ?? "";
        string message = exception is InvalidOperationException ? exception.Message : exception.GetType().Name;
        if (_kinds.Add($"{message} {place}"))
        {
            Console.WriteLine($"FOUND {Corpus.Write(folder, input)}: {message} {place}");
        }
    }
}
