using System.Buffers.Binary;
using Vod.Media.Matroska;

namespace Vod.Media.Host.Tests.Pushing;

/// <summary>A frame that an ffmpeg was given.</summary>
/// <param name="Track">Number of its track, counted from 1.</param>
/// <param name="Time">When it is shown or heard, in milliseconds.</param>
/// <param name="IsKey">Whether decoding can start there.</param>
/// <param name="Bytes">The frame.</param>
internal sealed record FedFrame(int Track, long Time, bool IsKey, byte[] Bytes)
{
    private const int BlockHeaderSize = 4;

    /// <summary>The frames of what <see cref="MatroskaWriter"/> has written, in order; <paramref name="codecs"/> of its tracks.</summary>
    public static List<FedFrame> Read(ReadOnlySpan<byte> stream, out List<string> codecs)
    {
        List<FedFrame> frames = [];
        codecs = [];
        long cluster = 0;
        while (!stream.IsEmpty)
        {
            uint id = (uint)ReadNumber(ref stream, keepsMarker: true);
            ulong size = ReadNumber(ref stream, keepsMarker: false);
            if (id is MatroskaElement.Segment or MatroskaElement.Cluster or MatroskaElement.Tracks or MatroskaElement.TrackEntry)
            {
                continue;
            }

            ReadOnlySpan<byte> body = stream[..(int)size];
            stream = stream[(int)size..];
            switch (id)
            {
                case MatroskaElement.CodecId:
                    codecs.Add(System.Text.Encoding.ASCII.GetString(body));
                    break;
                case MatroskaElement.Timestamp:
                    cluster = 0;
                    foreach (byte value in body)
                    {
                        cluster = (cluster << 8) | value;
                    }

                    break;
                case MatroskaElement.SimpleBlock:
                    frames.Add(new(body[0] & 0x7F, cluster + BinaryPrimitives.ReadInt16BigEndian(body[1..]), (body[3] & 0x80) != 0, body[BlockHeaderSize..].ToArray()));
                    break;
            }
        }

        return frames;
    }

    private static ulong ReadNumber(ref ReadOnlySpan<byte> stream, bool keepsMarker)
    {
        int length = System.Numerics.BitOperations.LeadingZeroCount((uint)stream[0]) - 23;
        ulong number = keepsMarker ? stream[0] : stream[0] & ((1u << (8 - length)) - 1);
        foreach (byte value in stream[1..length])
        {
            number = (number << 8) | value;
        }

        stream = stream[length..];
        return number;
    }
}
