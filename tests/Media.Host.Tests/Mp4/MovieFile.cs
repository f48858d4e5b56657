using Microsoft.Win32.SafeHandles;
using Vod.Media.Films;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>Drives the reader over a file, as the shell does.</summary>
internal static class MovieFile
{
    public static Mp4Movie Read(string path, out int requests)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        FilmIndexReader reader = new(RandomAccess.GetLength(file), Mp4Limits.Default);
        requests = 0;
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            requests++;
            reader.Provide(ReadRange(file, need.Offset, need.Length));
        }

        return Assert.IsType<Mp4ReadStep.Ready>(reader.Next).Movie;
    }

    public static Packet[] Packets(Mp4Track track) =>
    [
        .. Enumerable.Range(0, track.Samples.Count).Select(track.Samples.GetSample).Select(static sample =>
            new Packet(sample.Offset, sample.Size, sample.DecodeTime, sample.CompositionTime, sample.IsSync)),
    ];

    public static byte[] ReadRange(SafeFileHandle file, long offset, int length)
    {
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length && RandomAccess.Read(file, bytes.AsSpan(filled), offset + filled) is > 0 and int read)
        {
            filled += read;
        }

        return bytes[..filled];
    }
}
