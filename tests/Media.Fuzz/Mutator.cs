using System.Buffers.Binary;

namespace Vod.Media.Fuzz;

/// <summary>
/// Derives hostile inputs from valid ones: bit flips, interesting numbers, cuts, repeats and splices, and whatever a target knows of its own format.
/// </summary>
internal sealed class Mutator(Random random, IFuzzTarget target)
{
    private const int MaxLength = 1 << 16;
    private const int MaxRounds = 8;
    private static readonly byte[] InterestingBytes = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];
    private static readonly uint[] InterestingNumbers =
        [0, 1, 2, 7, 8, 16, 64, 0xFF, 0x100, 0xFFFF, 0x1_0000, 0x1_0001, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    /// <summary>An input made from one of many.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus) => Next(corpus[random.Next(corpus.Count)], corpus);

    /// <summary>An input made from a certain one; parts of others may get into it.</summary>
    public byte[] Next(byte[] origin, IReadOnlyList<byte[]> corpus)
    {
        byte[] input = (byte[])origin.Clone();
        for (int rounds = random.Next(1, MaxRounds); rounds > 0; rounds--)
        {
            byte[] other = corpus[random.Next(corpus.Count)];
            input = random.Next(3) == 0 ? target.Mutate(input, other, random) ?? Mutate(input, other) : Mutate(input, other);
        }

        return input.Length <= MaxLength ? input : input[..MaxLength];
    }

    private byte[] Mutate(byte[] input, byte[] other)
    {
        if (input.Length == 0)
        {
            return RandomBytes(random.Next(1, 64));
        }

        int at = random.Next(input.Length);
        int length = Math.Min(random.Next(1, 64), input.Length - at);
        switch (random.Next(10))
        {
            case 0:
                input[at] ^= (byte)(1 << random.Next(8));
                return input;
            case 1:
                input[at] = (byte)random.Next(256);
                return input;
            case 2:
                input.AsSpan(at, Math.Min(random.Next(1, 9), input.Length - at)).Fill(InterestingBytes[random.Next(InterestingBytes.Length)]);
                return input;
            case 3:
                return input[..at];
            case 4:
                return [.. input[..at], .. RandomBytes(random.Next(1, 16)), .. input[at..]];
            case 5:
                return [.. input[..at], .. input[Math.Min(input.Length, at + random.Next(1, 16))..]];
            case 6:
                return [.. input[..at], .. input.AsSpan(at, length), .. input[at..]];
            case 7:
                return [.. input[..at], .. other[random.Next(other.Length + 1)..]];
            default:
                ChangeNumber(input.AsSpan(at));
                return input;
        }
    }

    // A whole big-endian number is what byte-wise changes hardly ever hit.
    private void ChangeNumber(Span<byte> field)
    {
        uint with = random.Next(2) == 0 ? InterestingNumbers[random.Next(InterestingNumbers.Length)] : (uint)random.Next(-9, 10);
        if (field.Length >= 4)
        {
            uint old = BinaryPrimitives.ReadUInt32BigEndian(field);
            BinaryPrimitives.WriteUInt32BigEndian(field, random.Next(2) == 0 ? with : old + with);
        }
        else
        {
            field[0] += (byte)with;
        }
    }

    private byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
