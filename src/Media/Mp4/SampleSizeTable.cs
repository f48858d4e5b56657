using System.Buffers.Binary;

namespace Vod.Media.Mp4;

/// <summary>stsz or stz2 (ISO/IEC 14496-12, 8.7.3): the size of every sample. The entries are read where they lie.</summary>
internal readonly ref struct SampleSizeTable
{
    private readonly ReadOnlySpan<byte> _entries;
    private readonly int _entryBits;

    private SampleSizeTable(uint count, uint constant, int entryBits, ReadOnlySpan<byte> entries)
    {
        Count = count;
        Constant = constant;
        _entryBits = entryBits;
        _entries = entries;
    }

    /// <summary>Number of samples; backed by bytes of the box unless <see cref="Constant"/> is set.</summary>
    public uint Count { get; }

    /// <summary>The size of all samples, 0 if each has its own.</summary>
    public uint Constant { get; }

    /// <summary>Size of a sample; the index must be below <see cref="Count"/>.</summary>
    public uint this[int index] => _entryBits switch
    {
        0 => Constant,
        4 => (uint)(_entries[index / 2] >> (index % 2 == 0 ? 4 : 0)) & 0x0F,
        8 => _entries[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(_entries[(index * 2)..]),
        _ => BinaryPrimitives.ReadUInt32BigEndian(_entries[(index * 4)..]),
    };

    /// <summary>Reads the head of an stsz box and checks that its entries are there.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out SampleSizeTable table)
    {
        FieldReader reader = new(body);
        reader.ReadVersion();
        uint constant = reader.ReadUInt32();
        uint count = reader.ReadUInt32();
        return TryMake(reader, count, constant, constant == 0 ? 32 : 0, out table);
    }

    /// <summary>Reads the head of an stz2 box and checks that its entries are there.</summary>
    public static bool TryParseCompact(ReadOnlySpan<byte> body, out SampleSizeTable table)
    {
        FieldReader reader = new(body);
        reader.ReadVersion();
        uint fieldSize = reader.ReadUInt32() & 0xFF;
        uint count = reader.ReadUInt32();
        table = default;
        return fieldSize is 4 or 8 or 16 && TryMake(reader, count, 0, (int)fieldSize, out table);
    }

    private static bool TryMake(FieldReader reader, uint count, uint constant, int entryBits, out SampleSizeTable table)
    {
        table = new SampleSizeTable(count, constant, entryBits, reader.Rest);
        return !reader.Overrun && (((long)count * entryBits) + 7) / 8 <= reader.Rest.Length;
    }
}
