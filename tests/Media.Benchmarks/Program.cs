using BenchmarkDotNet.Running;
using Vod.Media.Benchmarks;

// Arguments are those of BenchmarkDotNet, for example --filter '*Protect*'; without any, everything is measured.
BenchmarkSwitcher.FromAssembly(typeof(MeasurementConfig).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, new MeasurementConfig("artifacts/bench"));
