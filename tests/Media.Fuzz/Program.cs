using Vod.Media.Fuzz;
using Vod.Media.Fuzz.Guided;

// See FuzzOptions for what can be asked for. The last line of a blind run is "N passed, N failed".
if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

// Instrumented code counts from its first static constructor on, so the counters must be there before any target is.
using CoverageMap? map = options.Mode == FuzzMode.Blind ? null : new();
IFuzzTarget[] targets =
[
    .. typeof(IFuzzTarget).Assembly.GetTypes()
        .Where(t => t.IsClass && t.IsAssignableTo(typeof(IFuzzTarget)))
        .Select(t => (IFuzzTarget)Activator.CreateInstance(t)!)
        .Where(t => options.Targets.Count == 0 || options.Targets.Contains(t.Name))
        .OrderBy(t => t.Name, StringComparer.Ordinal),
];

if (map is not null)
{
    if (targets.Length != 1)
    {
        Console.Error.WriteLine($"name one target of: {string.Join(", ", targets.Select(t => t.Name))}");
        return 2;
    }

    return options.Mode == FuzzMode.Guided
        ? new GuidedRun(targets[0], map, options).Run()
        : new CorpusReduction(targets[0], map, options).Run();
}

// Each target counts its own time, so two processors try twice as much in it.
int failed = targets.AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount).Count(target => !BlindRun.Passes(target, options));
Console.WriteLine($"{targets.Length - failed} passed, {failed} failed");
return failed == 0 && targets.Length > 0 ? 0 : 1;
