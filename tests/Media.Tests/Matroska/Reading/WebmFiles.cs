using Vod.Media.Matroska;

namespace Vod.Media.Tests.Matroska.Reading;

/// <summary>Small recordings as <see cref="WebmWriter"/> writes them.</summary>
internal static class WebmFiles
{
    private static readonly MatroskaTrack Picture = new() { Type = MatroskaTrackType.Video, CodecId = "V_VP8", Width = 640, Height = 360 };
    private static readonly MatroskaTrack Sound = new()
    {
        Type = MatroskaTrackType.Audio,
        CodecId = "A_OPUS",
        CodecPrivate = (byte[])[.. "OpusHead"u8, 1, 2, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0],
        SampleRate = 48_000,
        Channels = 2,
    };

    /// <summary>A recording that is not finished: three clusters of pictures of 40 ms and sounds of 20 ms.</summary>
    public static byte[] Whole(out List<WrittenFrame> frames) => Write(new WebmWriter(), out frames);

    /// <summary>The same, finished.</summary>
    public static byte[] Finished(out List<WrittenFrame> frames)
    {
        WebmWriter writer = new();
        byte[] file = Write(writer, out frames);
        foreach ((long position, ReadOnlyMemory<byte> bytes) in writer.Finish(file.Length, 360))
        {
            Array.Resize(ref file, (int)Math.Max(file.Length, position + bytes.Length));
            bytes.Span.CopyTo(file.AsSpan((int)position));
        }

        return file;
    }

    private static byte[] Write(WebmWriter writer, out List<WrittenFrame> frames)
    {
        List<ReadOnlyMemory<byte>> pieces = [];
        writer.WriteStart(pieces, Picture, Sound);
        List<byte> file = [.. pieces.SelectMany(static piece => piece.ToArray())];
        frames = [];
        for (int cluster = 0; cluster < 3; cluster++)
        {
            pieces.Clear();
            List<WebmFrame> lent = [];
            for (int i = 0; i < 9; i++)
            {
                bool isPicture = i % 3 == 0;
                long time = (cluster * 120) + (isPicture ? i / 3 * 40 : (i / 3 * 40) + (i % 3 * 20) - 20);
                byte[] bytes = isPicture ? [(byte)cluster, (byte)i, 3, 4, 5] : [0xFC, (byte)i];
                lent.Add(new(isPicture ? 1 : 2, time, bytes, !isPicture || i == 0));
            }

            writer.WriteCluster(file.Count, lent, pieces);
            long at = file.Count;
            foreach ((ReadOnlyMemory<byte> piece, int n) in pieces.Select(static (piece, n) => (piece, n)))
            {
                if (n % 2 == 1)
                {
                    WebmFrame frame = lent[n / 2];
                    frames.Add(new(frame.Track, frame.Time, at, frame.Bytes.ToArray(), frame.IsKey));
                }

                at += piece.Length;
            }

            file.AddRange(pieces.SelectMany(static piece => piece.ToArray()));
        }

        return [.. file];
    }
}
