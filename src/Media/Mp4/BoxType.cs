namespace Vod.Media.Mp4;

/// <summary>Codes of ISO/IEC 14496-12, -14 and -15 (and of the QuickTime format where it still occurs) that the reader knows.</summary>
internal static class BoxType
{
    // Top level.
    public const uint FileType = 'f' << 24 | 't' << 16 | 'y' << 8 | 'p';
    public const uint Movie = 'm' << 24 | 'o' << 16 | 'o' << 8 | 'v';
    public const uint MediaData = 'm' << 24 | 'd' << 16 | 'a' << 8 | 't';
    public const uint MovieFragment = 'm' << 24 | 'o' << 16 | 'o' << 8 | 'f';
    public const uint SegmentType = 's' << 24 | 't' << 16 | 'y' << 8 | 'p';
    public const uint SegmentIndex = 's' << 24 | 'i' << 16 | 'd' << 8 | 'x';
    public const uint FreeSpace = 'f' << 24 | 'r' << 16 | 'e' << 8 | 'e';
    public const uint Skip = 's' << 24 | 'k' << 16 | 'i' << 8 | 'p';
    public const uint Wide = 'w' << 24 | 'i' << 16 | 'd' << 8 | 'e';
    public const uint ExtendedType = 'u' << 24 | 'u' << 16 | 'i' << 8 | 'd';
    public const uint Metadata = 'm' << 24 | 'e' << 16 | 't' << 8 | 'a';
    public const uint Preview = 'p' << 24 | 'n' << 16 | 'o' << 8 | 't';

    public const uint FragmentRandomAccess = 'm' << 24 | 'f' << 16 | 'r' << 8 | 'a';
    public const uint EventMessage = 'e' << 24 | 'm' << 16 | 's' << 8 | 'g';
    public const uint ProducerTime = 'p' << 24 | 'r' << 16 | 'f' << 8 | 't';

    // In moov.
    public const uint MovieHeader = 'm' << 24 | 'v' << 16 | 'h' << 8 | 'd';
    public const uint MovieExtends = 'm' << 24 | 'v' << 16 | 'e' << 8 | 'x';
    public const uint Track = 't' << 24 | 'r' << 16 | 'a' << 8 | 'k';

    // In mvex and moof.
    public const uint TrackExtends = 't' << 24 | 'r' << 16 | 'e' << 8 | 'x';
    public const uint TrackFragment = 't' << 24 | 'r' << 16 | 'a' << 8 | 'f';
    public const uint TrackFragmentHeader = 't' << 24 | 'f' << 16 | 'h' << 8 | 'd';
    public const uint TrackFragmentDecodeTime = 't' << 24 | 'f' << 16 | 'd' << 8 | 't';
    public const uint TrackRun = 't' << 24 | 'r' << 16 | 'u' << 8 | 'n';

    // In trak.
    public const uint TrackHeader = 't' << 24 | 'k' << 16 | 'h' << 8 | 'd';
    public const uint Edit = 'e' << 24 | 'd' << 16 | 't' << 8 | 's';
    public const uint EditList = 'e' << 24 | 'l' << 16 | 's' << 8 | 't';
    public const uint Media = 'm' << 24 | 'd' << 16 | 'i' << 8 | 'a';
    public const uint MediaHeader = 'm' << 24 | 'd' << 16 | 'h' << 8 | 'd';
    public const uint Handler = 'h' << 24 | 'd' << 16 | 'l' << 8 | 'r';
    public const uint MediaInformation = 'm' << 24 | 'i' << 16 | 'n' << 8 | 'f';
    public const uint SampleTable = 's' << 24 | 't' << 16 | 'b' << 8 | 'l';

    // In stbl.
    public const uint SampleDescription = 's' << 24 | 't' << 16 | 's' << 8 | 'd';
    public const uint TimeToSample = 's' << 24 | 't' << 16 | 't' << 8 | 's';
    public const uint CompositionOffset = 'c' << 24 | 't' << 16 | 't' << 8 | 's';
    public const uint SampleSize = 's' << 24 | 't' << 16 | 's' << 8 | 'z';
    public const uint CompactSampleSize = 's' << 24 | 't' << 16 | 'z' << 8 | '2';
    public const uint SampleToChunk = 's' << 24 | 't' << 16 | 's' << 8 | 'c';
    public const uint ChunkOffset = 's' << 24 | 't' << 16 | 'c' << 8 | 'o';
    public const uint ChunkLargeOffset = 'c' << 24 | 'o' << 16 | '6' << 8 | '4';
    public const uint PartialSyncSample = 's' << 24 | 't' << 16 | 'p' << 8 | 's';
    public const uint SampleToGroup = 's' << 24 | 'b' << 16 | 'g' << 8 | 'p';
    public const uint SyncSample = 's' << 24 | 't' << 16 | 's' << 8 | 's';

    // Kinds of sample groups.
    public const uint RandomAccessGrouping = 'r' << 24 | 'a' << 16 | 'p' << 8 | ' ';

    // In a sample entry.
    public const uint AvcConfiguration = 'a' << 24 | 'v' << 16 | 'c' << 8 | 'C';
    public const uint ElementaryStreamDescriptor = 'e' << 24 | 's' << 16 | 'd' << 8 | 's';
    public const uint HevcConfiguration = 'h' << 24 | 'v' << 16 | 'c' << 8 | 'C';
    public const uint VvcConfiguration = 'v' << 24 | 'v' << 16 | 'c' << 8 | 'C';
    public const uint VpConfiguration = 'v' << 24 | 'p' << 16 | 'c' << 8 | 'C';
    public const uint Av1Configuration = 'a' << 24 | 'v' << 16 | '1' << 8 | 'C';
    public const uint H263Configuration = 'd' << 24 | '2' << 16 | '6' << 8 | '3';
    public const uint OpusConfiguration = 'd' << 24 | 'O' << 16 | 'p' << 8 | 's';
    public const uint Ac3Configuration = 'd' << 24 | 'a' << 16 | 'c' << 8 | '3';
    public const uint Eac3Configuration = 'd' << 24 | 'e' << 16 | 'c' << 8 | '3';
    public const uint DtsConfiguration = 'd' << 24 | 'd' << 16 | 't' << 8 | 's';
    public const uint TrueHdConfiguration = 'd' << 24 | 'm' << 16 | 'l' << 8 | 'p';
    public const uint FlacConfiguration = 'd' << 24 | 'f' << 16 | 'L' << 8 | 'a';
    public const uint AmrConfiguration = 'd' << 24 | 'a' << 16 | 'm' << 8 | 'r';
    public const uint PcmConfiguration = 'p' << 24 | 'c' << 16 | 'm' << 8 | 'C';
    public const uint PixelAspectRatio = 'p' << 24 | 'a' << 16 | 's' << 8 | 'p';
    public const uint ColourInformation = 'c' << 24 | 'o' << 16 | 'l' << 8 | 'r';
    public const uint Endianness = 'e' << 24 | 'n' << 16 | 'd' << 8 | 'a';
    public const uint SamplingRate = 's' << 24 | 'r' << 16 | 'a' << 8 | 't';
    public const uint SoundWave = 'w' << 24 | 'a' << 16 | 'v' << 8 | 'e';

    // Sample entry formats.
    public const uint Avc1 = 'a' << 24 | 'v' << 16 | 'c' << 8 | '1';
    public const uint Avc3 = 'a' << 24 | 'v' << 16 | 'c' << 8 | '3';
    public const uint Mp4a = 'm' << 24 | 'p' << 16 | '4' << 8 | 'a';
    public const uint Mp4v = 'm' << 24 | 'p' << 16 | '4' << 8 | 'v';
    public const uint Alac = 'a' << 24 | 'l' << 16 | 'a' << 8 | 'c';
    public const uint PcmBigEndian = 't' << 24 | 'w' << 16 | 'o' << 8 | 's';
    public const uint PcmLittleEndian = 's' << 24 | 'o' << 16 | 'w' << 8 | 't';
    public const uint PcmRaw = 'r' << 24 | 'a' << 16 | 'w' << 8 | ' ';
    public const uint PcmNone = 'N' << 24 | 'O' << 16 | 'N' << 8 | 'E';
    public const uint Pcm24 = 'i' << 24 | 'n' << 16 | '2' << 8 | '4';
    public const uint Pcm32 = 'i' << 24 | 'n' << 16 | '3' << 8 | '2';
    public const uint PcmFloat32 = 'f' << 24 | 'l' << 16 | '3' << 8 | '2';
    public const uint PcmFloat64 = 'f' << 24 | 'l' << 16 | '6' << 8 | '4';
    public const uint PcmLinear = 'l' << 24 | 'p' << 16 | 'c' << 8 | 'm';
    public const uint PcmInteger = 'i' << 24 | 'p' << 16 | 'c' << 8 | 'm';
    public const uint ProtectedVideo = 'd' << 24 | 'r' << 16 | 'm' << 8 | 'i';
    public const uint ProtectedAudio = 'd' << 24 | 'r' << 16 | 'm' << 8 | 's';
    public const uint EncryptedVideo = 'e' << 24 | 'n' << 16 | 'c' << 8 | 'v';
    public const uint EncryptedAudio = 'e' << 24 | 'n' << 16 | 'c' << 8 | 'a';

    // Handlers.
    public const uint VideoHandler = 'v' << 24 | 'i' << 16 | 'd' << 8 | 'e';
    public const uint SoundHandler = 's' << 24 | 'o' << 16 | 'u' << 8 | 'n';

    /// <summary>Whether a file may have this box at its top level: tells a movie from something else with a number in front.</summary>
    public static bool IsTopLevel(uint type) => type is FileType or Movie or MediaData or MovieFragment or SegmentType or SegmentIndex
        or FreeSpace or Skip or Wide or ExtendedType or Metadata or Preview or FragmentRandomAccess or EventMessage or ProducerTime;
}
