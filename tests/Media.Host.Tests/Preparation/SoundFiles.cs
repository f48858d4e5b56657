using Vod.Media.Host.Tests.Mp4;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>A folder of short sounds of every kind, made by ffmpeg on first demand; what it cannot encode comes from files that were made with another encoder.</summary>
public sealed class SoundFiles : IDisposable
{
    private const string Noise = "0.03*random(0)";
    private const string Chirp = "0.25*sin(2*PI*(300+500*t)*t)";
    private const string Beep = "0.3*sin(2*PI*1000*t)*lt(mod(t\\,0.5)\\,0.05)";
    private const string Mono = $"{Noise}+{Chirp}+{Beep}";
    private const string Stereo = $"{Noise}+{Chirp}|{Noise}+{Beep}";
    private const string Surround = $"{Noise}|{Chirp}|{Noise}+{Beep}|0.1*sin(2*PI*50*t)|{Noise}|0.1*sin(2*PI*600*t)";

    // Expression, sample rate and what the encoder and the muxer are told.
    private static readonly Dictionary<string, (string Sound, int Rate, string Recipe)> Recipes = new()
    {
        ["aac-44100.m4a"] = (Stereo, 44_100, "-c:a aac -b:a 160k"),
        ["aac-mono-8000.m4a"] = (Mono, 8_000, "-c:a aac -b:a 48k"),
        ["aac-11025.m4a"] = (Stereo, 11_025, "-c:a aac -b:a 64k"),
        ["aac-mono-22050.m4a"] = (Mono, 22_050, "-c:a aac -b:a 80k"),
        ["aac-24000.m4a"] = (Stereo, 24_000, "-c:a aac -b:a 128k"),
        ["aac-mono-48000.m4a"] = (Mono, 48_000, "-c:a aac -b:a 96k"),
        ["aac-96000.m4a"] = (Stereo, 96_000, "-c:a aac -b:a 256k"),
        ["aac-surround.mp4"] = (Surround, 48_000, "-c:a aac -b:a 384k"),
        ["aac-without-edit-list.mp4"] = (Stereo, 44_100, "-c:a aac -b:a 160k -use_editlist 0"),
        ["aac-fragmented.mp4"] = (Stereo, 48_000, "-c:a aac -b:a 160k -movflags frag_keyframe+delay_moov -frag_duration 500000"),
        ["aac-silent-start.mp4"] = ($"({Mono})*gt(t\\,0.1)|({Mono})*gt(t\\,0.1)", 48_000, "-c:a aac -b:a 160k"),
        ["opus.mp4"] = (Stereo, 48_000, "-c:a libopus -b:a 128k"),
        ["opus-60ms-mono.mp4"] = (Mono, 48_000, "-c:a libopus -b:a 96k -frame_duration 60"),
        ["opus-surround.mp4"] = (Surround, 48_000, "-c:a libopus -b:a 384k -mapping_family 1"),
        ["mp3.mp4"] = (Stereo, 44_100, "-c:a libmp3lame -b:a 160k"),
        ["mp3-22050.mp4"] = (Mono, 22_050, "-c:a libmp3lame -b:a 64k"),
        ["mp3.mov"] = (Stereo, 48_000, "-c:a libmp3lame -b:a 160k"),
        ["mp2.mp4"] = (Stereo, 24_000, "-c:a mp2 -b:a 160k"),
        ["ac3.mp4"] = (Surround, 48_000, "-c:a ac3 -b:a 448k"),
        ["ac3-mono.mp4"] = (Mono, 48_000, "-c:a ac3 -b:a 96k"),
        ["eac3.mp4"] = (Surround, 48_000, "-c:a eac3 -b:a 448k"),
        ["eac3-mono.mov"] = (Mono, 44_100, "-c:a eac3 -b:a 96k"),
        ["dts.mp4"] = (Stereo, 48_000, "-c:a dca -strict -2 -b:a 768k"),
        ["alac.m4a"] = (Stereo, 44_100, "-c:a alac"),
        ["alac-mono-96000.mov"] = (Mono, 96_000, "-c:a alac"),
        ["flac.mp4"] = (Stereo, 44_100, "-c:a flac -strict -2"),
        ["flac-surround-96000.mp4"] = (Surround, 96_000, "-c:a flac -strict -2"),
        ["pcm-s16le.mov"] = (Stereo, 44_100, "-c:a pcm_s16le"),
        ["pcm-s16be-mono.mov"] = (Mono, 48_000, "-c:a pcm_s16be"),
        ["pcm-s24le-96000.mov"] = (Stereo, 96_000, "-c:a pcm_s24le"),
        ["pcm-s24be.mov"] = (Stereo, 48_000, "-c:a pcm_s24be"),
        ["pcm-s32be-surround.mov"] = (Surround, 48_000, "-c:a pcm_s32be"),
        ["pcm-f32le.mov"] = (Stereo, 44_100, "-c:a pcm_f32le"),
        ["pcm-f32be.mov"] = (Stereo, 44_100, "-c:a pcm_f32be"),
        ["pcm-f64be.mov"] = (Stereo, 44_100, "-c:a pcm_f64be"),
        ["pcm-u8.mov"] = (Stereo, 44_100, "-c:a pcm_u8"),
        ["pcm-s8.mov"] = (Stereo, 44_100, "-c:a pcm_s8"),
        ["ulaw.mov"] = (Mono, 8_000, "-c:a pcm_mulaw"),
        ["opus.webm"] = (Stereo, 48_000, "-c:a libopus -b:a 128k"),
        ["opus-60ms.webm"] = (Mono, 48_000, "-c:a libopus -b:a 96k -frame_duration 60 -live 1"),
        ["vorbis.webm"] = (Stereo, 44_100, "-c:a libvorbis -b:a 160k"),
        ["aac.mkv"] = (Stereo, 44_100, "-c:a aac -b:a 160k"),
        ["pcm.mkv"] = (Stereo, 48_000, "-c:a pcm_s16le"),
        ["alaw.mov"] = (Stereo, 16_000, "-c:a pcm_alaw"),
    };

    // Made from another without encoding again; the edit list cuts into the middle of a frame.
    private static readonly Dictionary<string, (string Source, string Recipe)> Copies = new()
    {
        ["aac-cut.m4a"] = ("aac-44100.m4a", "-ss 0.51 -i {0} -c copy"),
    };

    private const int VectorSamples = 88_200;

    // HE-AAC with its three ways of saying so (ISO/IEC 14496-3, 1.6.5): two seconds at 44.1 kHz after replication, and what its edit lists cut off at the start.
    private static readonly Dictionary<string, int> Priming = new()
    {
        ["he-v1-hierarchical.m4a"] = 5058,
        ["he-v1-compatible.m4a"] = 5058,
        ["he-v1-implicit.m4a"] = 5058,
        ["he-v1-mono-implicit.m4a"] = 5058,
        ["he-v2-hierarchical.m4a"] = 7106,
        ["he-v2-compatible.m4a"] = 7106,
        ["he-v2-implicit.m4a"] = 7106,
    };

    private static readonly string[] Vectors = [.. Priming.Keys, "low-delay.m4a"];

    // A little longer than a chunk.
    private const decimal LongSeconds = 10.6m;

    private readonly string _folder = Directory.CreateTempSubdirectory("vod-sounds-").FullName;

    public static IEnumerable<TheoryDataRow<string>> Names => [.. Recipes.Keys.Concat(Copies.Keys).Concat(Vectors).Select(static name => new TheoryDataRow<string>(name))];

    /// <summary>Arguments with which ffmpeg decodes the file by itself.</summary>
    public static string Reference(string name, string path)
    {
        // What is one channel in a vector, ffmpeg takes for parametric stereo.
        int channels = Recipes.TryGetValue(name, out (string Sound, int, string) recipe) && recipe.Sound == Mono ? 1 : 2;

        // It cuts the priming of HE-AAC off twice as long as it is, and that of fragmented files not at all.
        string cut = Priming.TryGetValue(name, out int priming)
            ? $"-ignore_editlist 1 -i {path} -af atrim=start_sample={priming}:end_sample={priming + VectorSamples},asetpts=N/SR/TB,"
            : $"-copyts -i {path} -af atrim=start=0,asetpts=N/SR/TB,";
        return $"{cut}{Widened(channels)}";
    }

    /// <summary>The filter that makes two channels of any number of them, one with its full level.</summary>
    public static string Widened(int channels) =>
        (channels == 1 ? "pan=stereo|c0=c0|c1=c0," : "") + "aresample=48000:rematrix_maxval=1,aformat=sample_fmts=flt:channel_layouts=stereo";

    public string Get(string name)
    {
        if (Vectors.Contains(name))
        {
            return Path.Combine(AppContext.BaseDirectory, "Vectors", name);
        }

        string path = Path.Combine(_folder, name);
        if (Copies.TryGetValue(name, out (string Source, string Recipe) copy))
        {
            MediaTool.Run("ffmpeg", $"{copy.Recipe.Replace("{0}", Get(copy.Source), StringComparison.Ordinal)} {path}");
        }
        else if (!File.Exists(path))
        {
            (string sound, int rate, string recipe) = Recipes.TryGetValue(name, out (string, int, string) known) ? known : Recipes[name["long-".Length..]];
            string layout = sound == Surround ? ":c=5.1" : "";
            MediaTool.Run("ffmpeg", $"-f lavfi -i \"aevalsrc='{sound}':s={rate}:d={(name.StartsWith("long-", StringComparison.Ordinal) ? LongSeconds : 2.013m)}{layout}\" {recipe} {path}");
        }

        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
