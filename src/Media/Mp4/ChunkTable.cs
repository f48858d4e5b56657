using System.Buffers.Binary;

namespace Vod.Media.Mp4;

/// <summary>
/// stsc with stco or co64 (ISO/IEC 14496-12, 8.7.4 and 8.7.5): where each sample lies, read one sample at a time where the entries lie.
/// </summary>
internal ref struct ChunkTable
{
    private const int RunLength = 12;
    private ReadOnlySpan<byte> _runs;
    private ReadOnlySpan<byte> _offsets;
    private int _offsetLength;
    private uint _chunk;
    private uint _samplesPerChunk;
    private uint _left;
    private ulong _offset;
    private int _description;
    private ParseContext _context;

    /// <summary>
    /// Reads the heads of both boxes and checks that their entries are there and that the runs begin in ascending order at 1.
    /// </summary>
    /// <param name="sampleToChunk">Body of stsc.</param>
    /// <param name="chunkOffsets">Body of stco or co64.</param>
    /// <param name="large">The offsets have 64 bits.</param>
    /// <param name="context">Counts the entries.</param>
    /// <param name="table">The table, standing before the first sample.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> sampleToChunk,
        ReadOnlySpan<byte> chunkOffsets,
        bool large,
        ParseContext context,
        out ChunkTable table)
    {
        table = new ChunkTable { _offsetLength = large ? 8 : 4, _context = context };
        return TryTakeEntries(sampleToChunk, RunLength, out table._runs)
            && TryTakeEntries(chunkOffsets, table._offsetLength, out table._offsets)
            && RunsAscend(table._runs);
    }

    /// <summary>The place of the next sample; false if no chunk is left for it.</summary>
    /// <param name="size">Bytes of the sample; the next one in the chunk follows it.</param>
    /// <param name="offset">Byte offset in the file.</param>
    /// <param name="description">sample_description_index, counted from 1.</param>
    public bool TryNext(uint size, out ulong offset, out int description)
    {
        while (_left == 0 && !_offsets.IsEmpty)
        {
            EnterChunk();
        }

        offset = _offset;
        description = _description;
        if (_left == 0)
        {
            return false;
        }

        _left--;
        _offset += size;
        return true;
    }

    /// <summary>The place of the next chunk as a whole; false behind the last.</summary>
    /// <param name="offset">Byte offset in the file.</param>
    /// <param name="samples">Number of its samples.</param>
    /// <param name="description">sample_description_index, counted from 1.</param>
    public bool TryNextChunk(out ulong offset, out uint samples, out int description)
    {
        bool found = !_offsets.IsEmpty;
        if (found)
        {
            EnterChunk();
        }

        offset = _offset;
        samples = _left;
        description = _description;
        _left = 0;
        return found;
    }

    private void EnterChunk()
    {
        _chunk++;
        _context.Count(1);
        if (!_runs.IsEmpty && BinaryPrimitives.ReadUInt32BigEndian(_runs) == _chunk)
        {
            _samplesPerChunk = BinaryPrimitives.ReadUInt32BigEndian(_runs[4..]);
            _description = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(_runs[8..]), int.MaxValue);
            _runs = _runs[RunLength..];
        }

        _left = _samplesPerChunk;
        _offset = _offsetLength == 8 ? BinaryPrimitives.ReadUInt64BigEndian(_offsets) : BinaryPrimitives.ReadUInt32BigEndian(_offsets);
        _offsets = _offsets[_offsetLength..];
    }

    private static bool TryTakeEntries(ReadOnlySpan<byte> body, int entryLength, out ReadOnlySpan<byte> entries)
    {
        FieldReader reader = new(body);
        reader.ReadVersion();
        uint count = reader.ReadUInt32();
        bool valid = !reader.Overrun && count <= reader.Rest.Length / entryLength;
        entries = valid ? reader.Rest[..((int)count * entryLength)] : default;
        return valid;
    }

    private static bool RunsAscend(ReadOnlySpan<byte> runs)
    {
        uint previous = 0;
        for (ReadOnlySpan<byte> rest = runs; !rest.IsEmpty; rest = rest[RunLength..])
        {
            uint first = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (first <= previous || (previous == 0 && first != 1))
            {
                return false;
            }

            previous = first;
        }

        return true;
    }
}
