using Vod.Media.Fuzz.Mp4;
using Vod.Media.Matroska.Reading;
using Vod.Media.Mp4;

namespace Vod.Media.Fuzz.Matroska;

/// <summary>A whole file through the reader, held to the same as one of MP4.</summary>
internal sealed class MatroskaFuzzTarget : IFuzzTarget
{
    public string Name => "matroska";

    public IEnumerable<byte[]> Seeds
    {
        get
        {
            foreach (byte[] seed in MatroskaSeeds.All)
            {
                // A seed that is refused would leave most of the reader unexercised.
                MovieChecks.Require(Read(seed) is Mp4ReadStep.Ready { Movie: { } movie } && Mp4Playability.Decide(movie).IsPlayable, "a seed is not playable");
                yield return seed;
            }
        }
    }

    public void Run(ReadOnlySpan<byte> input) => MovieChecks.Check(Read(input), input);

    public byte[]? Mutate(byte[] input, byte[] other, Random random) => ElementMutation.Mutate(input, other, random);

    private static Mp4ReadStep Read(ReadOnlySpan<byte> file) => MovieChecks.Read(new MatroskaIndexReader(file.Length, Mp4Limits.Default), file);
}
