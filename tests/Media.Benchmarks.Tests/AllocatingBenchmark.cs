using BenchmarkDotNet.Attributes;

namespace Vod.Media.Benchmarks.Tests;

/// <summary>What must not be.</summary>
public class AllocatingBenchmark
{
    public const int Bytes = 24;

    private byte[] _last = [];

    [Benchmark]
    public int Allocate()
    {
        _last = new byte[Bytes];
        return _last.Length;
    }
}
