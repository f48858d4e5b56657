using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;

namespace Vod.Media.Benchmarks.Tests;

/// <summary>Nothing that is measured by <c>./bench micro</c> allocates managed memory once it is warm.</summary>
public sealed class AllocationTests
{
    private const int Warmups = 2_000;
    private const int Runs = 2_000;

    // The runtime itself allocates now and then on the thread that happens to run; what an operation allocates is in every window.
    private const int Windows = 3;

    public static readonly TheoryData<string> Benchmarks = new(Cases().Select(static c => c.DisplayInfo));

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public void An_operation_allocates_nothing(string name) => Assert.Equal(0, AllocatedBy(Cases().Single(c => c.DisplayInfo == name)));

    [Fact]
    public void What_a_viewer_costs_per_packet_is_measured() =>
        Assert.Superset(
            new HashSet<string>(["PacketizeBenchmarks", "SrtpBenchmarks", "FeedbackBenchmarks", "SocketBenchmarks", "ScheduleBenchmarks", "ViewerBenchmarks"]),
            new HashSet<string>(Cases().Select(static c => c.Descriptor.Type.Name)));

    [Fact]
    public void A_viewer_really_plays()
    {
        ViewerBenchmarks viewer = new();
        viewer.Prepare();
        int packets = Enumerable.Range(0, Runs).Sum(_ => viewer.Play_frame());
        viewer.Release();

        // A picture has one packet at least; sound has 50 in a second, of 30 pictures.
        Assert.InRange(packets, Runs * (30 + 50) / 30, Runs * 10);
    }

    [Fact]
    public void An_allocation_is_seen() =>
        Assert.True(AllocatedBy(BenchmarkConverter.TypeToBenchmarks(typeof(AllocatingBenchmark)).BenchmarksCases.Single()) >= Runs * AllocatingBenchmark.Bytes);

    private static IEnumerable<BenchmarkCase> Cases() =>
        from type in typeof(PacketizeBenchmarks).Assembly.GetExportedTypes()
        where type.GetMethods().Any(static m => m.IsDefined(typeof(BenchmarkAttribute), inherit: false))
        from benchmark in BenchmarkConverter.TypeToBenchmarks(type, ManualConfig.CreateEmpty()).BenchmarksCases
        select benchmark;

    // Bytes that all runs of the best window took.
    private static long AllocatedBy(BenchmarkCase benchmark)
    {
        object instance = Activator.CreateInstance(benchmark.Descriptor.Type)!;
        foreach (ParameterInstance parameter in benchmark.Parameters.Items)
        {
            benchmark.Descriptor.Type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
        }

        benchmark.Descriptor.GlobalSetupMethod?.Invoke(instance, null);
        try
        {
            Func<int> operation = benchmark.Descriptor.WorkloadMethod.CreateDelegate<Func<int>>(instance);
            Repeat(operation, Warmups);
            return Enumerable.Range(0, Windows).Min(_ => Repeat(operation, Runs));
        }
        finally
        {
            benchmark.Descriptor.GlobalCleanupMethod?.Invoke(instance, null);
        }
    }

    private static long Repeat(Func<int> operation, int times)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        int done = 0;
        for (int i = 0; i < times; i++)
        {
            done |= operation();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotEqual(0, done);
        return allocated;
    }
}
