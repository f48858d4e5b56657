namespace Vod.Media.Fuzz;

/// <summary>Derives hostile inputs from valid ones: bit flips, interesting numbers, cuts, repeats and splices, from one seed.</summary>
internal sealed class Mutator(int seed)
{
    private const int MaxLength = 1 << 16;
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];
    private readonly Random _random = new(seed);

    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        byte[] input = (byte[])corpus[_random.Next(corpus.Count)].Clone();
        for (int rounds = _random.Next(1, 8); rounds > 0; rounds--)
        {
            input = Mutate(input, corpus);
        }

        return input.Length <= MaxLength ? input : input[..MaxLength];
    }

    private byte[] Mutate(byte[] input, IReadOnlyList<byte[]> corpus)
    {
        if (input.Length == 0)
        {
            return RandomBytes(_random.Next(1, 64));
        }

        int at = _random.Next(input.Length);
        switch (_random.Next(8))
        {
            case 0:
                input[at] ^= (byte)(1 << _random.Next(8));
                return input;
            case 1:
                input[at] = (byte)_random.Next(256);
                return input;
            case 2:
                input.AsSpan(at, Math.Min(_random.Next(1, 9), input.Length - at)).Fill(Interesting[_random.Next(Interesting.Length)]);
                return input;
            case 3:
                return input[..at];
            case 4:
                return [.. input[..at], .. RandomBytes(_random.Next(1, 16)), .. input[at..]];
            case 5:
                return [.. input[..at], .. input[Math.Min(input.Length, at + _random.Next(1, 16))..]];
            case 6:
                int length = Math.Min(_random.Next(1, 64), input.Length - at);
                return [.. input[..at], .. input.AsSpan(at, length), .. input[at..]];
            default:
                byte[] other = corpus[_random.Next(corpus.Count)];
                return [.. input[..at], .. other[_random.Next(other.Length + 1)..]];
        }
    }

    private byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
