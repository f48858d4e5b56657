using System.Numerics;

namespace Vod.Media.Mp4.Fragments;

/// <summary>
/// The trun box (ISO/IEC 14496-12, 8.8.8): samples that follow each other in the file. Each has those of four fields that the box says, the rest are defaults; the
/// fields are read where they lie, one sample at a time.
/// </summary>
internal ref struct TrackRun
{
    private const uint DataOffsetPresent = 0x001;
    private const uint FirstFlagsPresent = 0x004;
    private const uint DurationPresent = 0x100;
    private const uint SizePresent = 0x200;
    private const uint FlagsPresent = 0x400;
    private const uint CompositionOffsetPresent = 0x800;
    private const uint FieldsPerSample = DurationPresent | SizePresent | FlagsPresent | CompositionOffsetPresent;

    private uint _fields;
    private TrackExtends _defaults;
    private uint? _firstFlags;
    private FieldReader _reader;

    /// <summary>Number of samples; backed by bytes of the box unless <see cref="IsCounted"/>.</summary>
    public uint Count { get; private set; }

    /// <summary>data_offset; null if the run follows the one before.</summary>
    public int? DataOffset { get; private set; }

    /// <summary>The samples have no fields of their own: they are all alike and cost the file nothing.</summary>
    public readonly bool IsCounted => (_fields & FieldsPerSample) == 0;

    /// <summary>Size of each sample of a run that is only counted.</summary>
    public readonly uint CountedSize => _defaults.Size;

    /// <summary>Duration of each sample of a run that is only counted.</summary>
    public readonly uint CountedDuration => _defaults.Duration;

    /// <summary>Reads the head of a trun box and checks that its samples are there.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, TrackExtends defaults, out TrackRun run)
    {
        FieldReader reader = new(body);
        reader.ReadVersion(out uint flags);
        run = new TrackRun
        {
            _fields = flags,
            _defaults = defaults,
            Count = reader.ReadUInt32(),
            DataOffset = (flags & DataOffsetPresent) != 0 ? (int)reader.ReadUInt32() : null,
            _firstFlags = (flags & FirstFlagsPresent) != 0 ? reader.ReadUInt32() : null,
            _reader = reader,
        };
        long bytes = (long)run.Count * BitOperations.PopCount(flags & FieldsPerSample) * sizeof(uint);
        return !reader.Overrun && bytes <= reader.Rest.Length;
    }

    /// <summary>The next sample; to be called <see cref="Count"/> times.</summary>
    public RunSample Next()
    {
        uint duration = (_fields & DurationPresent) != 0 ? _reader.ReadUInt32() : _defaults.Duration;
        uint size = (_fields & SizePresent) != 0 ? _reader.ReadUInt32() : _defaults.Size;
        uint flags = (_fields & FlagsPresent) != 0 ? _reader.ReadUInt32() : _firstFlags ?? _defaults.Flags;

        // Signed in version 0 too, as in ctts: nothing real reaches 2^31, and writers of negative offsets forget the version.
        int compositionOffset = (_fields & CompositionOffsetPresent) != 0 ? (int)_reader.ReadUInt32() : 0;
        _firstFlags = null;
        return new RunSample(duration, size, flags, compositionOffset);
    }
}
