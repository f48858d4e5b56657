using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Tests.Storage.Objects;

/// <summary>Opens objects and reads in them as it comes, and looks at every byte.</summary>
internal sealed class SimulatedReader(ObjectFixture fixture, string[] names, int seed)
{
    private const int Openings = 2;
    private const int Steps = 8;
    private readonly Random _random = new(seed);

    /// <summary>How often the store was given up; changed under its hands; and bytes read.</summary>
    public (int GaveUp, int Changed, long Bytes) Seen { get; private set; }

    public async Task RunAsync()
    {
        for (int i = 0; i < Openings; i++)
        {
            StorageOpenResult opened = await fixture.Storage.OpenAsync(names[_random.Next(names.Length)], CancellationToken.None);
            if (opened.Content is not { } content)
            {
                Assert.Equal(StorageOpenStatus.Unreadable, opened.Status);
                Seen = Seen with { GaveUp = Seen.GaveUp + 1 };
                continue;
            }

            using (content)
            {
                await ReadInAsync(content);
            }
        }
    }

    private async Task ReadInAsync(IAssetContent content)
    {
        ScriptedObject source = new(content.Key.Size, content.Key.Version);
        long position = 0;
        for (int step = 0; step < Steps; step++)
        {
            int length = 1 + _random.Next(_random.Next(10) == 0 ? 12 * ObjectFixture.Block : ObjectFixture.Block);
            position = _random.Next(4) == 0 ? _random.NextInt64(source.Size + 10) : position;
            switch (_random.Next(12))
            {
                case 0:
                    content.ReadThrough(position);
                    break;
                case < 4:
                    content.Resident?.Expect(position, length);
                    break;
                default:
                    break;
            }

            try
            {
                position += _random.Next(3) == 0 ? Glance(content, source, position, length) : await ReadAsync(content, source, position, length);
            }
            catch (StorageGaveUpException)
            {
                Seen = Seen with { GaveUp = Seen.GaveUp + 1 };
            }
            catch (ContentChangedException)
            {
                Seen = Seen with { Changed = Seen.Changed + 1 };
            }
        }
    }

    private static int Glance(IAssetContent content, ScriptedObject source, long position, int length)
    {
        byte[] read = new byte[length];
        if (content.Resident?.TryRead(position, read) != true)
        {
            return 0;
        }

        Assert.Equal(-1, source.FirstWrong(position, read));
        return length;
    }

    private async Task<int> ReadAsync(IAssetContent content, ScriptedObject source, long position, int length)
    {
        byte[] read = new byte[length];
        using CancellationTokenSource leaving = new(TimeSpan.FromSeconds(_random.Next(6) == 0 ? _random.NextDouble() : 1000), fixture.Clock);
        try
        {
            int count = await content.ReadAsync(position, read, leaving.Token);
            Assert.Equal(Math.Clamp(source.Size - position, 0, length), count);
            Assert.Equal(-1, source.FirstWrong(position, read.AsSpan(0, count)));
            Seen = Seen with { Bytes = Seen.Bytes + count };
            return count;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return 0;
        }
    }
}
