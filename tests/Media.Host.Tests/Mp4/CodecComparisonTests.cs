using System.Text.Json;
using Vod.Media.Mp4;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>Files in other codecs than H.264 and AAC against ffprobe: what they are called, and every packet.</summary>
public sealed class CodecComparisonTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>
{
    private static readonly Dictionary<string, Mp4Codec> Codecs = new()
    {
        ["h264"] = Mp4Codec.Avc,
        ["hevc"] = Mp4Codec.Hevc,
        ["mpeg4"] = Mp4Codec.Mpeg4Visual,
        ["mpeg2video"] = Mp4Codec.Mpeg2Video,
        ["vp9"] = Mp4Codec.Vp9,
        ["av1"] = Mp4Codec.Av1,
        ["prores"] = Mp4Codec.ProRes,
        ["mjpeg"] = Mp4Codec.MotionJpeg,
        ["dnxhd"] = Mp4Codec.DnxHd,
        ["h263"] = Mp4Codec.H263,
        ["aac"] = Mp4Codec.Aac,
        ["opus"] = Mp4Codec.Opus,
        ["flac"] = Mp4Codec.Flac,
        ["alac"] = Mp4Codec.Alac,
        ["mp3"] = Mp4Codec.Mp3,
        ["ac3"] = Mp4Codec.Ac3,
        ["eac3"] = Mp4Codec.Eac3,
        ["pcm_mulaw"] = Mp4Codec.MuLaw,
        ["adpcm_ima_qt"] = Mp4Codec.ImaAdpcm,
    };

    public static TheoryData<string> Names => [.. GeneratedFiles.CodecNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_codec_is_known_and_every_sample_where_ffprobe_says(string name)
    {
        string path = files.Get(name);
        Mp4Movie movie = MovieFile.Read(path, out _);
        Mp4Playability decision = Mp4Playability.Decide(movie);
        JsonElement probed = Prober.StreamsAndPackets(path);
        foreach (JsonElement stream in probed.GetProperty("streams").EnumerateArray())
        {
            int number = stream.GetProperty("index").GetInt32();
            Mp4Track track = movie.Tracks[number];
            string codec = stream.GetProperty("codec_name").GetString()!;
            Assert.Equal(Codecs.GetValueOrDefault(codec, Mp4Codec.Pcm), track.Codec);
            Assert.True(track.IsUsable);
            AssertSameFacts(stream, codec, track);
            Assert.Equal(Prober.Packets(probed, number), MovieFile.Packets(track));
            Assert.Equal(codec != "h264" && track.Kind == Mp4TrackKind.Video, track == decision.Video && TranscodingNeed.OfVideo(track) is not null);
        }

        Assert.True(decision.IsPlayable);
    }

    private static void AssertSameFacts(JsonElement stream, string codec, Mp4Track track)
    {
        Mp4SampleEntry entry = track.SampleEntries[0];
        if (track.Kind == Mp4TrackKind.Video)
        {
            Assert.Equal((stream.GetProperty("width").GetInt32(), stream.GetProperty("height").GetInt32()), (track.Width, track.Height));
        }
        else
        {
            Assert.Equal(stream.GetProperty("sample_rate").GetString(), $"{entry.SampleRate}");

            // Of compressed sound the entry says 2, whatever it is; the decoder finds out.
            if (entry.SoundPacket is not null)
            {
                Assert.Equal(stream.GetProperty("channels").GetInt32(), entry.ChannelCount);
            }
        }

        if (entry.Pcm is { } pcm)
        {
            Assert.Equal(codec, $"pcm_{(pcm.IsFloat ? 'f' : pcm.IsUnsigned ? 'u' : 's')}{pcm.BitsPerSample}{(pcm.IsBigEndian ? "be" : "le")}");
        }
    }
}
