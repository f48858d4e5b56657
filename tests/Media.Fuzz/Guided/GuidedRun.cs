using System.Diagnostics;

namespace Vod.Media.Fuzz.Guided;

/// <summary>Mutates, keeps what reaches something new, and goes on from there, for a time on the processor.</summary>
internal sealed class GuidedRun(IFuzzTarget target, CoverageMap map, FuzzOptions options)
{
    private const int InputsBetweenLooks = 1000;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(1);
    private readonly string _corpusFolder = Path.Combine(options.Work, "corpus");
    private readonly Random _random = new(options.Seed);
    private readonly Findings _findings = new(Path.Combine(options.Work, "found"));
    private long _runs;

    /// <returns>The exit code: 0 if nothing was found.</returns>
    public int Run()
    {
        using Watchdog watchdog = new(Path.Combine(options.Work, "found"));
        GuidedCorpus corpus = new(_random);
        foreach (byte[] known in (byte[][])[.. target.Seeds, .. Corpus.Of(target), .. Corpus.Read(new DirectoryInfo(_corpusFolder))])
        {
            Try(known, watchdog, corpus);
        }

        if (map.Edges == 0)
        {
            Console.Error.WriteLine("nothing is instrumented: start me with ./fuzz");
            return 2;
        }

        Mutator mutator = new(_random, target);
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        TimeSpan used = TimeSpan.Zero;
        TimeSpan reported = TimeSpan.Zero;
        while (used.TotalSeconds < options.Seconds)
        {
            for (int i = 0; i < InputsBetweenLooks; i++)
            {
                Try(mutator.Next(corpus.Pick(), corpus.All), watchdog, corpus);
            }

            used = Process.GetCurrentProcess().TotalProcessorTime - start;
            if (used - reported > ReportInterval)
            {
                reported = used;
                Report(corpus, used);
            }
        }

        Report(corpus, used);
        return _findings.Count == 0 ? 0 : 1;
    }

    private void Try(byte[] input, Watchdog watchdog, GuidedCorpus corpus)
    {
        map.Reset();
        watchdog.Watch(input);
        _runs++;
        try
        {
            target.Run(input);
        }
        catch (Exception exception)
        {
            _findings.Add(exception, input);
            return;
        }

        if (map.TakeNew() > 0)
        {
            corpus.Add(new GuidedInput(input, map.Features()));
            Corpus.Write(_corpusFolder, input);
        }
    }

    private void Report(GuidedCorpus corpus, TimeSpan used) => Console.WriteLine(
        $"{target.Name}: {_runs} inputs in {used.TotalSeconds:F0} s of CPU time, {map.Edges} edges, {corpus.All.Count} kept, {_findings.Count} found, seed {options.Seed}");
}
