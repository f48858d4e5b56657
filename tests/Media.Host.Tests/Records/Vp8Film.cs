using System.Buffers.Binary;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>Three seconds of VP8 with a key frame in each, by way of IVF: 32 bytes, then each frame behind 12.</summary>
internal static class Vp8Film
{
    private const int Rate = 20;

    public static async Task<(byte[] Bytes, bool IsKey)[]> MakeAsync()
    {
        byte[] ivf = await TestFfmpeg.RunAsync($"-f lavfi -i testsrc2=s=160x96:r={Rate}:d=3 -c:v libvpx -deadline realtime -cpu-used 8 -g {Rate} -auto-alt-ref 0 -f ivf pipe:1");
        List<(byte[], bool)> frames = [];
        for (int position = 32; position < ivf.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(ivf.AsSpan(position));
            byte[] frame = ivf.AsSpan(position + 12, length).ToArray();

            // RFC 6386 section 9.1: the first bit is 0 in a key frame.
            frames.Add((frame, (frame[0] & 1) == 0));
            position += 12 + length;
        }

        return [.. frames];
    }

    /// <summary>Publishes pictures and sound as they come.</summary>
    public static void Publish(IPublishedMediaSink sink, (byte[] Bytes, bool IsKey)[] frames, IReadOnlyList<byte[]> sounds)
    {
        int heard = 0;
        for (int i = 0; i < frames.Length; i++)
        {
            TimeSpan time = TimeSpan.FromSeconds((double)i / Rate);
            PublishedPicture picture = new() { Time = time, IsKey = frames[i].IsKey, Codec = PublishedCodec.Vp8, Width = 160, Height = 96 };
            sink.OnPicture(picture, frames[i].Bytes);
            for (; heard < sounds.Count && heard * PublishedFilm.PacketLength < time + TimeSpan.FromSeconds(1.0 / Rate); heard++)
            {
                sink.OnSound(new PublishedSound(heard * PublishedFilm.PacketLength, PublishedFilm.PacketLength), sounds[heard]);
            }
        }
    }
}
