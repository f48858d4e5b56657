using System.Diagnostics;

namespace Vod.Media.Fuzz;

/// <summary>Runs one target over its seeds, the corpus of the repository, and mutations of both.</summary>
internal static class BlindRun
{
    /// <summary>Whether nothing was found. What was is printed.</summary>
    public static bool Passes(IFuzzTarget target, FuzzOptions options)
    {
        byte[][] inputs = [.. target.Seeds, .. Corpus.Of(target)];
        Mutator mutator = new(new Random(options.Seed), target);
        Stopwatch clock = Stopwatch.StartNew();
        long runs = 0;
        byte[] input = [];
        try
        {
            foreach (byte[] valid in inputs)
            {
                input = valid;
                target.Run(input);
            }

            while (clock.Elapsed.TotalSeconds < options.Seconds)
            {
                input = mutator.Next(inputs);
                target.Run(input);
                runs++;
            }

            Console.WriteLine($"ok    {target.Name}: {inputs.Length} kept and {runs} new inputs, seed {options.Seed}");
            return true;
        }
        catch (Exception exception)
        {
            // One call, as another target may print at the same time.
            Console.WriteLine(string.Join(Environment.NewLine,
                $"FAIL  {target.Name}: after {runs} inputs, seed {options.Seed}", $"      input {Convert.ToHexString(input)}", exception));
            return false;
        }
    }
}
