using System.Diagnostics;
using Vod.Media.Fuzz;

// Usage: Vod.Media.Fuzz [--seconds N] [--seed N] [TARGET ...]
// Runs every target (or the named ones) for N seconds each and ends with "N passed, N failed".
const int DefaultSeconds = 2;
double seconds = DefaultSeconds;
int seed = Environment.TickCount;
List<string> wanted = [];
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--seconds":
            seconds = double.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture);
            break;
        case "--seed":
            seed = int.Parse(args[++i], System.Globalization.CultureInfo.InvariantCulture);
            break;
        default:
            wanted.Add(args[i]);
            break;
    }
}

IFuzzTarget[] targets =
[
    .. typeof(IFuzzTarget).Assembly.GetTypes()
        .Where(t => t.IsClass && t.IsAssignableTo(typeof(IFuzzTarget)))
        .Select(t => (IFuzzTarget)Activator.CreateInstance(t)!)
        .Where(t => wanted.Count == 0 || wanted.Contains(t.Name))
        .OrderBy(t => t.Name, StringComparer.Ordinal),
];

int failed = 0;
foreach (IFuzzTarget target in targets)
{
    byte[][] corpus = [.. target.Seeds];
    Mutator mutator = new(seed);
    Stopwatch clock = Stopwatch.StartNew();
    long runs = 0;
    byte[] input = [];
    try
    {
        foreach (byte[] valid in corpus)
        {
            input = valid;
            target.Run(input);
        }

        while (clock.Elapsed.TotalSeconds < seconds)
        {
            input = mutator.Next(corpus);
            target.Run(input);
            runs++;
        }

        Console.WriteLine($"ok    {target.Name}: {runs} inputs, seed {seed}");
    }
    catch (Exception exception)
    {
        failed++;
        Console.WriteLine($"FAIL  {target.Name}: after {runs} inputs, seed {seed}");
        Console.WriteLine($"      input {Convert.ToHexString(input)}");
        Console.WriteLine(exception);
    }
}

Console.WriteLine($"{targets.Length - failed} passed, {failed} failed");
return failed == 0 && targets.Length > 0 ? 0 : 1;
