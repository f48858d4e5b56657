namespace Vod.Media.Mp4.Writing;

/// <summary>
/// What stands where in the file of a recording.
/// <code>
///   while it runs     ftyp | free: the hole | moov with mvex | moof mdat | moof mdat | …
///   finished          ftyp | moov | free    | mdat: all that was there, its boxes mere bytes now
/// </code>
/// The hole is where moov goes in the end, so nothing has to be moved. What becomes too long for it makes room for itself, see <see cref="MovieFinish"/>.
/// </summary>
internal static class FileLayout
{
    /// <summary>
    /// Bytes of the hole: moov of some seven minutes of picture and sound. A clip of 20 s is 4 % larger for it; a recording of an hour copies 2 MB of its first pictures.
    /// </summary>
    public const int DefaultHoleLength = 256 << 10;

    /// <summary>Least bytes of a hole: its header twice.</summary>
    public const int LeastHoleLength = 2 * BoxHeader.LargeLength;

    /// <summary>Bytes of ftyp, and where the hole begins. Aligned, so that the header there is replaced at once or not at all.</summary>
    public const int TypeLength = 32;

    private const uint Isom = 'i' << 24 | 's' << 16 | 'o' << 8 | 'm';
    private const uint Iso6 = 'i' << 24 | 's' << 16 | 'o' << 8 | '6';
    private const uint Mp41 = 'm' << 24 | 'p' << 16 | '4' << 8 | '1';
    private const uint MinorVersion = 0x200;

    /// <summary>Writes ftyp and the hole.</summary>
    public static void WriteStart(BoxWriter output, int holeLength)
    {
        int type = output.Begin(BoxType.FileType);
        output.UInt32(Isom);
        output.UInt32(MinorVersion);
        output.UInt32(Isom);
        output.UInt32(Iso6);
        output.UInt32(BoxType.Avc1);
        output.UInt32(Mp41);
        output.End(type);
        WriteLargeHeader(output, BoxType.FreeSpace, holeLength);
        output.Zeros(holeLength - BoxHeader.LargeLength);
    }

    /// <summary>A header of 16 bytes, whatever the size.</summary>
    public static void WriteLargeHeader(BoxWriter output, uint type, long size)
    {
        output.UInt32(1);
        output.UInt32(type);
        output.UInt64((ulong)size);
    }
}
