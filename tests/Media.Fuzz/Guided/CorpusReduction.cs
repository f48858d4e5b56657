namespace Vod.Media.Fuzz.Guided;

/// <summary>
/// Makes a corpus for the repository out of that of a guided run: the shortest inputs first, each shortened as far as it still reaches what it is kept for. Places count, how
/// often a run comes by does not: that is worth trying on from, but not worth megabytes in every clone.
/// </summary>
internal sealed class CorpusReduction(IFuzzTarget target, CoverageMap map, FuzzOptions options)
{
    private const int SmallestCut = 4;

    /// <returns>The exit code.</returns>
    public int Run()
    {
        byte[][] seeds = [.. target.Seeds];
        byte[][] inputs =
        [
            .. Corpus.Of(target).Concat(Corpus.Read(new DirectoryInfo(Path.Combine(options.Work, "corpus")))).OrderBy(static input => input.Length),
        ];

        // The first run of anything goes through static constructors, which no later one does.
        foreach (byte[] input in inputs)
        {
            Places(input);
        }

        HashSet<int> reached = [.. seeds.SelectMany(seed => Places(seed))];
        int kept = 0;
        long bytes = 0;
        foreach (byte[] input in inputs)
        {
            HashSet<int> own = Places(input);
            own.ExceptWith(reached);
            if (own.Count == 0)
            {
                continue;
            }

            byte[] shortened = Shorten(input, own);
            reached.UnionWith(Places(shortened));
            Corpus.Write(options.Reduced, shortened);
            kept++;
            bytes += shortened.Length;
        }

        Console.WriteLine($"{target.Name}: {kept} of {inputs.Length} inputs with {bytes} bytes reach {reached.Count} places");
        return 0;
    }

    private byte[] Shorten(byte[] input, HashSet<int> own)
    {
        for (int cut = Math.Max(SmallestCut, input.Length / 4); cut >= SmallestCut; cut /= 2)
        {
            for (int at = input.Length - cut; at >= 0; at -= cut)
            {
                byte[] shorter = [.. input[..at], .. input[(at + cut)..]];
                if (own.IsSubsetOf(Places(shorter)))
                {
                    input = shorter;
                }
            }
        }

        return input;
    }

    private HashSet<int> Places(byte[] input)
    {
        map.Reset();
        target.Run(input);
        return map.Places();
    }
}
