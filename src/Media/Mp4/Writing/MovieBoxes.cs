using System.Text;

namespace Vod.Media.Mp4.Writing;

/// <summary>The boxes of moov that a recording has in common while it runs and when it is finished (ISO/IEC 14496-12, 8.2 to 8.5).</summary>
internal static class MovieBoxes
{
    /// <summary>Ticks per second of the movie: those of the picture, so that nothing of it is rounded.</summary>
    public const uint Timescale = RecordedMovie.PictureTimescale;

    /// <summary>track_ID of the picture.</summary>
    public const uint PictureTrack = 1;

    /// <summary>track_ID of the sound.</summary>
    public const uint SoundTrack = 2;

    private const uint NormalRate = 0x0001_0000;
    private const ushort FullVolume = 0x0100;
    private const uint EnabledInMovieAndPreview = 7;
    private const ushort Undetermined = 0x55C4; // "und" (8.4.2)
    private const uint NullMediaHeader = 'v' << 24 | 'm' << 16 | 'h' << 8 | 'd';
    private const uint SoundMediaHeader = 's' << 24 | 'm' << 16 | 'h' << 8 | 'd';
    private const uint DataInformation = 'd' << 24 | 'i' << 16 | 'n' << 8 | 'f';
    private const uint DataReference = 'd' << 24 | 'r' << 16 | 'e' << 8 | 'f';
    private const uint DataEntryUrl = 'u' << 24 | 'r' << 16 | 'l' << 8 | ' ';
    private const uint InThisFile = 1;

    // Where times are counted from (8.2.2).
    private static readonly DateTimeOffset Epoch = new(1904, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static ReadOnlySpan<byte> UnityMatrix =>
    [
        0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0,
    ];

    /// <summary>The movie header.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="created">When the recording began.</param>
    /// <param name="duration">Ticks of <see cref="Timescale"/>; 0 when nobody knows.</param>
    public static void WriteMovieHeader(BoxWriter output, DateTimeOffset created, long duration)
    {
        long seconds = Math.Clamp((long)(created - Epoch).TotalSeconds, 0, uint.MaxValue);
        byte version = VersionFor(duration);
        int box = output.BeginFull(BoxType.MovieHeader, version);
        output.Unsigned(version, seconds);
        output.Unsigned(version, seconds);
        output.UInt32(Timescale);
        output.Unsigned(version, duration);
        output.UInt32(NormalRate);
        output.UInt16(FullVolume);
        output.Zeros(10);
        output.Bytes(UnityMatrix);
        output.Zeros(24);
        output.UInt32(SoundTrack + 1);
        output.End(box);
    }

    /// <summary>The track header.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="track">track_ID.</param>
    /// <param name="duration">Ticks of <see cref="Timescale"/>.</param>
    /// <param name="width">Pixels; 0 for sound.</param>
    /// <param name="height">Pixels; 0 for sound.</param>
    public static void WriteTrackHeader(BoxWriter output, uint track, long duration, int width, int height)
    {
        byte version = VersionFor(duration);
        int box = output.BeginFull(BoxType.TrackHeader, version, EnabledInMovieAndPreview);
        output.Unsigned(version, 0);
        output.Unsigned(version, 0);
        output.UInt32(track);
        output.Zeros(4);
        output.Unsigned(version, duration);
        output.Zeros(12);
        output.UInt16(track == SoundTrack ? FullVolume : (ushort)0);
        output.Zeros(2);
        output.Bytes(UnityMatrix);
        output.UInt32((uint)width << 16);
        output.UInt32((uint)height << 16);
        output.End(box);
    }

    /// <summary>The media header and what it is the media of.</summary>
    public static void WriteMediaHeader(BoxWriter output, uint track, uint timescale, long duration)
    {
        byte version = VersionFor(duration);
        int box = output.BeginFull(BoxType.MediaHeader, version);
        output.Unsigned(version, 0);
        output.Unsigned(version, 0);
        output.UInt32(timescale);
        output.Unsigned(version, duration);
        output.UInt16(Undetermined);
        output.Zeros(2);
        output.End(box);

        int handler = output.BeginFull(BoxType.Handler);
        output.Zeros(4);
        output.UInt32(track == PictureTrack ? BoxType.VideoHandler : BoxType.SoundHandler);
        output.Zeros(12);
        output.Bytes(Encoding.ASCII.GetBytes(track == PictureTrack ? "video\0" : "sound\0"));
        output.End(handler);
    }

    /// <summary>vmhd or smhd, and dinf: the data is in this file.</summary>
    public static void WriteMediaInformation(BoxWriter output, uint track)
    {
        int header = track == PictureTrack ? output.BeginFull(NullMediaHeader, flags: 1) : output.BeginFull(SoundMediaHeader);
        output.Zeros(track == PictureTrack ? 8 : 4);
        output.End(header);

        int information = output.Begin(DataInformation);
        int reference = output.BeginFull(DataReference);
        output.UInt32(1);
        output.End(output.BeginFull(DataEntryUrl, flags: InThisFile));
        output.End(reference);
        output.End(information);
    }

    /// <summary>Version 1 of a box has 64 bits for times.</summary>
    public static byte VersionFor(long duration) => duration > uint.MaxValue ? (byte)1 : (byte)0;
}
