using System.Buffers.Binary;

namespace Vod.Media.Mp4;

/// <summary>stss (ISO/IEC 14496-12, 8.6.2): the numbers of the sync samples, ascending from 1. Without the box all samples are.</summary>
internal ref struct SyncTable
{
    private const int EntryLength = 4;
    private ReadOnlySpan<byte> _entries;
    private bool _all;
    private ParseContext? _context;

    /// <summary>The table of a track without the box.</summary>
    public static SyncTable All => new() { _all = true };

    /// <summary>Reads the head and checks that the entries are there.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, ParseContext context, out SyncTable table)
    {
        FieldReader reader = new(body);
        reader.ReadVersion();
        uint count = reader.ReadUInt32();
        bool valid = !reader.Overrun && count <= reader.Rest.Length / EntryLength;
        table = new SyncTable { _context = context, _entries = valid ? reader.Rest[..((int)count * EntryLength)] : default };
        return valid;
    }

    /// <summary>Whether the sample with this number is a sync sample; to be asked in ascending order.</summary>
    public bool Contains(uint number)
    {
        while (!_entries.IsEmpty && BinaryPrimitives.ReadUInt32BigEndian(_entries) < number)
        {
            _entries = _entries[EntryLength..];
            _context?.Count(1);
        }

        return _all || (!_entries.IsEmpty && BinaryPrimitives.ReadUInt32BigEndian(_entries) == number);
    }
}
