using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Vod.Media.Benchmarks;

/// <summary>How time is measured: within this process, as there is nothing to isolate from, and long enough to be steady on a machine that is not ours alone.</summary>
internal sealed class MeasurementConfig : ManualConfig
{
    private const int Warmups = 3;
    private const int Iterations = 10;
    private const double IterationMilliseconds = 200;

    /// <param name="artifacts">Folder of the report in JSON and of the log.</param>
    public MeasurementConfig(string artifacts)
    {
        ArtifactsPath = artifacts;
        Options |= ConfigOptions.JoinSummary;
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(Warmups)
            .WithIterationCount(Iterations)
            .WithIterationTime(TimeInterval.FromMilliseconds(IterationMilliseconds)));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddExporter(JsonExporter.Full);
        AddLogger(ConsoleLogger.Default);
    }
}
