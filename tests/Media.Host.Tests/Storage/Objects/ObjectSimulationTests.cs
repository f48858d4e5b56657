using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>
/// Readers who come, go, jump and read on; a store that fails, throttles, stalls and lies; a cache that is too small, is damaged and starts anew. Whatever happens, every byte is right,
/// everything ends, and limits hold. Threads take turns as they like, so a seed says what happens but not when.
/// </summary>
public sealed class ObjectSimulationTests
{
    private const int Block = ObjectFixture.Block;
    private const int Readers = 4;
    private const int Parallel = 5;
    private static readonly string[] Names = ["a.mp4", "b.mp4", "c.mp4"];

    [Fact]
    public async Task In_good_weather_nothing_is_read_twice()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            using ObjectFixture fixture = Create(seed, maxBlocks: 10_000);
            long size = PutAll(fixture, seed);

            // What everybody has closed is not read to its end.
            using IAssetContent first = await fixture.OpenAsync(Names[0]);
            using IAssetContent second = await fixture.OpenAsync(Names[1]);
            using IAssetContent third = await fixture.OpenAsync(Names[2]);
            SimulatedReader[] readers = await PlayAsync(fixture, seed);

            Assert.All(readers, static reader => Assert.Equal((0, 0), (reader.Seen.GaveUp, reader.Seen.Changed)));
            Assert.True(fixture.Counters.BytesRead <= size, $"seed {seed}: {fixture.Counters.BytesRead} of {size} bytes were read");

            await fixture.RestartAsync();
            await PlayAsync(fixture, seed + 1);
            Assert.True(fixture.Counters.BytesRead <= size, $"seed {seed}: {fixture.Counters.BytesRead} of {size} bytes were read after a restart");
            Assert.Equal(0, fixture.Cache.Counters.DamagedBlocks);
        }
    }

    [Fact]
    public async Task In_bad_weather_every_byte_is_right_and_everything_ends()
    {
        long bytes = 0;
        int gaveUp = 0;
        int changed = 0;
        for (int seed = 0; seed < 140; seed++)
        {
            using ObjectFixture fixture = Create(seed, maxBlocks: seed % 3 == 0 ? 10_000 : 12);
            PutAll(fixture, seed);
            fixture.Store.Script = new SimulatedWeather(seed, seed % 5 / 8.0).FaultOf;
            for (int life = 0; life < 2; life++)
            {
                int half = fixture.Store.Count + 10;
                SimulatedReader[] readers = await PlayAsync(fixture, seed + life, () => ReplaceOnce(fixture, seed, half));
                bytes += readers.Sum(static reader => reader.Seen.Bytes);
                gaveUp += readers.Sum(static reader => reader.Seen.GaveUp);
                changed += readers.Sum(static reader => reader.Seen.Changed);
                await fixture.RestartAsync(() => Harm(fixture, new Random(seed)));
            }
        }

        // It was not in vain.
        Assert.True(bytes > 500_000 && gaveUp > 0 && changed > 0, $"{bytes} bytes, given up {gaveUp} times, changed {changed} times");
    }

    private static ObjectFixture Create(int seed, int maxBlocks) => new(
        options =>
        {
            options.ParallelRequests = Parallel;
            options.MaxBytes = maxBlocks * (Block + BlockFile.OverheadBytes);
        },
        seed: seed);

    private static long PutAll(ObjectFixture fixture, int seed)
    {
        Random random = new(seed);
        fixture.Store.PieceBytes = 100 + random.Next(2 * Block);
        return Names.Sum(name => fixture.Put(name, 1 + random.Next(25 * Block)).Size);
    }

    private static void ReplaceOnce(ObjectFixture fixture, int seed, int after)
    {
        if (seed % 4 == 0 && fixture.Store.Count > after)
        {
            fixture.Put(Names[0], 1 + (seed * 997 % (25 * Block)), "\"2\"");
        }
    }

    private static async Task<SimulatedReader[]> PlayAsync(ObjectFixture fixture, int seed, Action? meanwhile = null)
    {
        SimulatedReader[] readers = [.. Enumerable.Range(0, Readers).Select(i => new SimulatedReader(fixture, Names, (seed * 31) + i))];

        // Before that, nothing is deleted.
        await fixture.Cache.Scanned;
        Task all = Task.WhenAll(readers.Select(static reader => Task.Run(reader.RunAsync)));
        await fixture.AdvanceUntilAsync(
            () =>
            {
                meanwhile?.Invoke();

                // What is being written, and what is opened while it is deleted: by readers, and for them.
                Assert.InRange(fixture.Cache.Bytes, 0, fixture.Options.MaxBytes + ((Parallel + Readers) * (Block + BlockFile.OverheadBytes)));
                return all.IsCompleted;
            },
            50);
        await all;

        // What was expected last may be asked for only now.
        await fixture.AdvanceUntilAsync(() => fixture.Counters.InFlight == 0 && fixture.Files("*.tmp").Length == 0 && fixture.Cache.Bytes <= fixture.Options.MaxBytes, 50);

        Assert.InRange(fixture.Store.MostUnderWay, 1, Parallel);
        Assert.InRange(fixture.Cache.OpenFiles, 0, BlockCache.MaxOpenFiles);
        return readers;
    }

    /// <summary>What a crash or a bad disk leaves behind.</summary>
    private static void Harm(ObjectFixture fixture, Random random)
    {
        foreach (string file in fixture.Files().Where(_ => random.Next(4) == 0))
        {
            try
            {
                HarmFile(file, random);
            }
            catch (FileNotFoundException)
            {
                // The last thing the old process did was to find that it is damaged already.
            }
        }

        foreach (string aside in fixture.Files("*.tmp"))
        {
            File.SetLastWriteTimeUtc(aside, DateTime.UnixEpoch);
        }
    }

    private static void HarmFile(string file, Random random)
    {
        byte[] bytes = File.ReadAllBytes(file);
        switch (random.Next(4))
        {
            case 0:
                Replace(file, bytes[..random.Next(bytes.Length)]);
                break;
            case 1:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 + random.Next(255));
                Replace(file, bytes);
                break;
            case 2:
                File.Delete(file);
                break;
            default:
                // Killed between writing and renaming.
                File.Move(file, $"{file}.{random.Next():x}.tmp");
                break;
        }
    }

    private static void Replace(string file, byte[] bytes)
    {
        File.Delete(file);
        File.WriteAllBytes(file, bytes);
    }
}
