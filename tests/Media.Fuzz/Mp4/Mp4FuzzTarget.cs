using Vod.Media.Mp4;

namespace Vod.Media.Fuzz.Mp4;

/// <summary>
/// A whole file through the reader: it ends within its limits, no sample lies outside the file, memory is paid for by the file.
/// </summary>
internal sealed class Mp4FuzzTarget : IFuzzTarget
{
    public string Name => "mp4";

    public IEnumerable<byte[]> Seeds
    {
        get
        {
            foreach (byte[] seed in Mp4Seeds.All)
            {
                // A seed that is refused early would leave most of the reader unexercised.
                if (Read(seed) is Mp4ReadStep.Ready ready)
                {
                    MovieChecks.Require(Mp4Playability.Decide(ready.Movie).IsPlayable, "a seed is not playable");
                    MovieChecks.Require(ready.Movie.Tracks.All(static track => track.Samples.Count >= 4), "a seed lacks samples");
                }

                yield return seed;
            }
        }
    }

    public void Run(ReadOnlySpan<byte> input) => MovieChecks.Check(Read(input), input);

    public byte[]? Mutate(byte[] input, byte[] other, Random random) => BoxMutation.Mutate(input, other, random);

    private static Mp4ReadStep Read(ReadOnlySpan<byte> file) => MovieChecks.Read(new Mp4IndexReader(file.Length, Mp4Limits.Default), file);
}
