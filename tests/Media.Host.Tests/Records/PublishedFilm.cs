using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Vod.Media.H264;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Mp4;
using Vod.Media.Opus;
using Vod.Media.Publish;

namespace Vod.Media.Host.Tests.Records;

/// <summary>What a browser publishes: pictures and Opus packets, made by ffmpeg once per run.</summary>
internal sealed class PublishedFilm
{
    public const int Rate = 25;

    public static readonly TimeSpan PacketLength = TimeSpan.FromMilliseconds(20);

    private static readonly ConcurrentDictionary<string, Lazy<Task<PublishedFilm>>> Made = [];

    private PublishedFilm(IReadOnlyList<(PublishedPicture Picture, byte[] Bytes)> pictures) => Pictures = pictures;

    /// <summary>Four seconds of 25 pictures, a key picture in each.</summary>
    public static Task<PublishedFilm> LargeAsync() => MakeAsync("testsrc2=s=320x180:r=25:d=4", 320, 180);

    /// <summary>Two seconds of another size.</summary>
    public static Task<PublishedFilm> SmallAsync() => MakeAsync("testsrc2=s=160x96:r=25:d=2", 160, 96);

    /// <summary>A short tone at every whole second, silence between: packets of 20 ms.</summary>
    public static async Task<List<byte[]>> TonesAsync(int seconds)
    {
        byte[] ogg = await TestFfmpeg.RunAsync(
            $"-f lavfi -i aevalsrc='if(lt(mod(t\\,1)\\,0.1)\\,0.8*sin(2*PI*1000*t)\\,0)':s=48000:d={seconds} -c:a libopus -b:a 64k -frame_duration 20 -f ogg pipe:1");
        OggOpusReader reader = new();
        reader.Append(ogg);
        List<byte[]> packets = [];
        while (reader.TryReadPacket(out ReadOnlySpan<byte> packet) == OggReadStatus.Complete)
        {
            packets.Add(packet.ToArray());
        }

        return packets;
    }

    public IReadOnlyList<(PublishedPicture Picture, byte[] Bytes)> Pictures { get; }

    /// <summary>Publishes all pictures from a time on.</summary>
    public void Publish(IPublishedMediaSink sink, TimeSpan from = default, int? count = null)
    {
        foreach ((PublishedPicture picture, byte[] bytes) in Pictures.Take(count ?? int.MaxValue))
        {
            sink.OnPicture(picture with { Time = picture.Time + from }, bytes);
        }
    }

    /// <summary>Publishes all pictures from a time on, and each sound once its time has come.</summary>
    public void PublishWith(IPublishedMediaSink sink, TimeSpan from, IReadOnlyList<byte[]> sounds, ref int heard)
    {
        foreach ((PublishedPicture picture, byte[] bytes) in Pictures)
        {
            TimeSpan time = picture.Time + from;
            sink.OnPicture(picture with { Time = time }, bytes);
            for (; heard < sounds.Count && heard * PacketLength < time + TimeSpan.FromSeconds(1.0 / Rate); heard++)
            {
                sink.OnSound(new PublishedSound(heard * PacketLength, PacketLength), sounds[heard]);
            }
        }
    }

    private static Task<PublishedFilm> MakeAsync(string source, int width, int height) => Made.GetOrAdd(source, new Lazy<Task<PublishedFilm>>(async () =>
    {
        using TemporaryFolder folder = new();
        string path = Path.Join(folder.Path, "film.mp4");
        await TestFfmpeg.RunAsync($"-f lavfi -i {source} -c:v libx264 -preset ultrafast -tune zerolatency -profile:v baseline -pix_fmt yuv420p -g 25 -bf 0 {path}");
        Mp4Track track = MovieFile.Read(path, out _).Tracks[0];
        AvcConfiguration configuration = track.AvcConfiguration!;
        using SafeFileHandle file = File.OpenHandle(path);
        return new PublishedFilm([.. Enumerable.Range(0, track.Samples.Count).Select(i =>
        {
            MediaSample sample = track.Samples.GetSample(i);
            PublishedPicture picture = new()
            {
                Time = TimeSpan.FromSeconds((double)i / Rate),
                IsKey = sample.IsSync,
                Codec = PublishedCodec.H264,
                Configuration = configuration,
                Width = width,
                Height = height,
            };
            return (picture, MovieFile.ReadRange(file, sample.Offset, sample.Size));
        })]);
    })).Value;
}
