using System.Buffers.Binary;

namespace Vod.Media.Mp4;

/// <summary>
/// stts or ctts (ISO/IEC 14496-12, 8.6.1): values with repeat counts, read one sample at a time where they lie. A step costs the entries
/// passed over, so a whole walk is linear in the box, whatever the counts claim.
/// </summary>
internal ref struct RunTable
{
    private const int EntryLength = 8;
    private ReadOnlySpan<byte> _entries;
    private uint _left;
    private uint _value;
    private ParseContext? _context;

    /// <summary>Reads the head and checks that the entries are there.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, ParseContext context, out RunTable table)
    {
        FieldReader reader = new(body);
        reader.ReadVersion();
        return TryParse(reader, context, out table);
    }

    /// <summary>Reads the head of sbgp (8.9.2), whose values are group numbers, and checks that the entries are there.</summary>
    public static bool TryParseGroups(ReadOnlySpan<byte> body, ParseContext context, out RunTable table)
    {
        FieldReader reader = new(body);
        byte version = reader.ReadVersion();
        reader.Skip(version == 0 ? sizeof(uint) : 2 * sizeof(uint)); // grouping_type and its parameter
        return TryParse(reader, context, out table);
    }

    /// <summary>Whether there is one entry only and it has a value. To be asked before any is taken.</summary>
    public readonly bool IsAll(uint value) => _entries.Length == EntryLength && BinaryPrimitives.ReadUInt32BigEndian(_entries[4..]) == value;

    /// <summary>The value of the next sample; false, with the last value there was, behind the end.</summary>
    public bool TryNext(out uint value)
    {
        while (_left == 0 && !_entries.IsEmpty)
        {
            _left = BinaryPrimitives.ReadUInt32BigEndian(_entries);
            _value = BinaryPrimitives.ReadUInt32BigEndian(_entries[4..]);
            _entries = _entries[EntryLength..];
            _context?.Count(1);
        }

        value = _value;
        if (_left == 0)
        {
            return false;
        }

        _left--;
        return true;
    }

    private static bool TryParse(FieldReader reader, ParseContext context, out RunTable table)
    {
        uint count = reader.ReadUInt32();
        bool valid = !reader.Overrun && count <= reader.Rest.Length / EntryLength;
        table = new RunTable { _context = context, _entries = valid ? reader.Rest[..((int)count * EntryLength)] : default };
        return valid;
    }
}
