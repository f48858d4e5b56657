namespace Vod.Media.Host.Tests.Mp4;

/// <summary>A folder of small films made by ffmpeg on first demand, deleted with the tests that share it.</summary>
public sealed class GeneratedFiles : IDisposable
{
    private const string Picture = "-f lavfi -i testsrc2=size=160x120:rate=25:duration=3";

    // Rises, so that it is like itself at one place only.
    private const string Sound = "-f lavfi -i aevalsrc=0.4*sin(2*PI*(200+200*t)*t):s=44100:d=3";

    private const string Video = "-c:v libx264 -preset veryfast -threads 1 -pix_fmt yuv420p";
    private const string NoBFrames = $"{Video} -bf 0 -g 25";
    private const string Fragmented = $"{Picture} {Sound} {Video} -bf 2 -g 25 {Audio}";
    private const string Audio = "-c:a aac -b:a 64k";

    // What each file is made with. Every row is one way in which real files differ in their tables.
    private static readonly Dictionary<string, string> Recipes = new()
    {
        ["faststart.mp4"] = $"{Picture} {Sound} {NoBFrames} {Audio} -movflags +faststart",
        ["moov-at-the-end.mp4"] = $"{Picture} {Sound} {NoBFrames} {Audio}",
        ["b-frames-pyramid.mp4"] = $"{Picture} {Sound} {Video} -bf 3 -g 50 {Audio}",
        ["b-frames-flat.mp4"] = $"{Picture} {Sound} {Video} -bf 2 -x264-params b-pyramid=none:b-adapt=0 -g 30 {Audio}",
        ["negative-composition-offsets.mp4"] = $"{Picture} {Video} -bf 3 -g 50 -movflags +negative_cts_offsets",
        ["no-edit-list.mp4"] = $"{Picture} {Sound} {Video} -bf 3 {Audio} -use_editlist 0",
        ["delayed-audio.mp4"] = $"{Picture} -itsoffset 0.7 {Sound} {NoBFrames} {Audio}",
        ["delayed-video.mp4"] = $"-itsoffset 0.35 {Picture} {Sound} {Video} -bf 2 {Audio}",
        ["open-gop.mp4"] = $"{Picture} {Video} -bf 3 -g 12 -x264-params open-gop=1",
        ["variable-frame-rate.mp4"] =
            $"{Picture} {Sound} -vf select='not(mod(n\\,3))+not(mod(n\\,7))' -vsync vfr {Video} -bf 2 {Audio} -movflags +faststart",
        ["ntsc.mp4"] = $"-f lavfi -i testsrc2=size=160x120:rate=30000/1001:duration=3 {Video} -g 15",
        ["large-timescale.mp4"] = $"{Picture} {NoBFrames} -video_track_timescale 10000000 -movie_timescale 90000",
        ["two-frame-gop.mp4"] = $"{Picture} {Video} -bf 0 -g 2",
        ["one-gop.mp4"] = $"-f lavfi -i testsrc2=size=160x120:rate=25:duration=11 {Video} -bf 3 -g 1000 -sc_threshold 0 -pix_fmt yuv420p",
        ["b-frames-minute.mp4"] = $"-f lavfi -i testsrc2=size=160x120:rate=25:duration=60 {Video} -bf 3 -g 50 -keyint_min 50 -sc_threshold 0",
        ["all-intra.mp4"] = $"{Picture} {Video} -g 1",
        ["interlaced.mp4"] = $"{Picture} -vf fps=50,interlace {Video} -flags +ildct+ilme -g 25",
        ["ten-bits.mp4"] = $"{Picture} -c:v libx264 -preset veryfast -threads 1 -pix_fmt yuv420p10le -bf 2",
        ["full-colour.mp4"] = $"{Picture} -c:v libx264 -preset veryfast -threads 1 -pix_fmt yuv444p -bf 2",
        ["odd-size.mp4"] = $"-f lavfi -i testsrc2=size=160x120:rate=25:duration=1 -vf crop=159:119 -c:v libx264 -preset veryfast -threads 1 -pix_fmt yuv444p",
        ["mono-48k.mp4"] = $"{Picture} {Sound} {NoBFrames} {Audio} -ar 48000 -ac 1",
        ["surround.mp4"] = $"{Picture} {Sound} {NoBFrames} {Audio} -ac 6 -ar 48000",
        ["audio-8k.m4a"] = $"{Sound} -c:a aac -b:a 16k -ar 8000 -ac 1",
        ["audio-96k.m4a"] = $"{Sound} -c:a aac -ar 96000 -movflags +faststart",
        ["parameter-sets-in-band.mp4"] = $"{Picture} {Video} -tag:v avc3 -bsf:v dump_extra",
        ["open-gop.mov"] = $"{Picture} {Video} -bf 3 -g 12 -x264-params open-gop=1",
        ["video-only.m4v"] = $"{Picture} {Video} -bf 2",
        ["quicktime.mov"] = $"{Picture} {Sound} {Video} -bf 2 {Audio} -write_tmcd 1 -timecode 01:00:00:00",
        ["two-audio-tracks.mp4"] =
            $"{Picture} {Sound} {Sound} -map 0 -map 1 -map 2 {NoBFrames} {Audio} -metadata:s:a:0 language=eng -metadata:s:a:1 language=rus",
        ["tags.mp4"] =
            $"{Picture} {Sound} {NoBFrames} {Audio} -metadata title=x -metadata comment=y -movflags +faststart+use_metadata_tags -metadata z=1",
    };

    // The ways in which ffmpeg can cut a film into fragments.
    private static readonly Dictionary<string, string> FragmentedRecipes = new()
    {
        ["fragmented.mp4"] = $"{Fragmented} -movflags frag_keyframe+empty_moov",
        ["fragmented-default-base.mp4"] = $"{Fragmented} -movflags frag_keyframe+empty_moov+default_base_moof",
        ["fragmented-implicit-base.mp4"] = $"{Fragmented} -movflags frag_keyframe+empty_moov+omit_tfhd_offset",
        ["fragmented-hybrid.mp4"] = $"{Fragmented} -movflags frag_keyframe",
        ["fragmented-edit-list.mp4"] = $"{Fragmented} -movflags frag_keyframe+delay_moov",
        ["fragmented-negative-offsets.mp4"] = $"{Fragmented} -movflags frag_keyframe+empty_moov+negative_cts_offsets",
        ["fragmented-by-time.mp4"] = $"{Fragmented} -movflags empty_moov -frag_duration 300000",
        ["fragmented-by-size.mp4"] = $"{Fragmented} -movflags empty_moov -frag_size 5000",
        ["fragment-per-picture.mp4"] = $"{Fragmented} -movflags frag_every_frame+empty_moov",
        ["fragment-per-track.mp4"] = $"{Fragmented} -movflags frag_keyframe+empty_moov+separate_moof",
        ["fragmented-without-mfra.mp4"] = $"{Fragmented} -movflags frag_keyframe+empty_moov+skip_trailer",
        ["fragmented-one-track.mp4"] = $"{Picture} {Video} -bf 3 -g 25 -movflags frag_keyframe+empty_moov+default_base_moof",
        ["dash.mp4"] = $"{Fragmented} -movflags dash -frag_duration 500000",
        ["dash-global-sidx.mp4"] = $"{Fragmented} -movflags dash+global_sidx -frag_duration 500000",
        ["cmaf.mp4"] = $"{Fragmented} -movflags cmaf+frag_keyframe",
        ["smooth-streaming.mp4"] = $"{Fragmented} -f ismv",
        ["fragmented.mov"] = $"{Fragmented} -movflags frag_keyframe+empty_moov",
        ["fragmented-variable-frame-rate.mp4"] = $"{Picture} {Sound} -vf select='not(mod(n\\,3))+not(mod(n\\,7))' -vsync vfr {Video} -bf 2 "
            + $"{Audio} -movflags frag_keyframe+empty_moov+default_base_moof",
        ["fragmented-delayed-audio.mp4"] = $"{Picture} -itsoffset 0.7 {Sound} {Video} -g 25 {Audio} -movflags frag_keyframe+delay_moov",
    };

    // Codecs other than H.264 and AAC, in ISO files and in QuickTime ones.
    private static readonly Dictionary<string, string> CodecRecipes = new()
    {
        ["hevc.mp4"] = $"{Picture} {Sound} -c:v libx265 -preset ultrafast -x265-params log-level=error {Audio}",
        ["hevc-hvc1.mov"] = $"{Picture} -c:v libx265 -preset ultrafast -x265-params log-level=error -tag:v hvc1",
        ["hevc-fragmented.mp4"] = $"{Picture} {Sound} -c:v libx265 -preset ultrafast -x265-params log-level=error {Audio} -movflags frag_keyframe+empty_moov",
        ["mpeg4.mp4"] = $"{Picture} {Sound} -c:v mpeg4 -bf 2 {Audio}",
        ["mpeg2.mp4"] = $"{Picture} -c:v mpeg2video -bf 2",
        ["vp9.mp4"] = $"{Picture} -c:v libvpx-vp9 -deadline realtime -cpu-used 8",
        ["av1.mp4"] = $"{Picture} -c:v libaom-av1 -cpu-used 8 -usage realtime",
        ["dnxhd.mov"] = "-f lavfi -i testsrc2=size=1920x1080:rate=25:duration=0.2 -c:v dnxhd -b:v 36M -pix_fmt yuv422p",
        ["h263.mov"] = "-f lavfi -i testsrc2=size=176x144:rate=25:duration=1 -c:v h263",
        ["prores.mov"] = $"{Picture} {Sound} -c:v prores {Audio}",
        ["motion-jpeg.mov"] = $"{Picture} -c:v mjpeg -pix_fmt yuvj420p",
        ["opus.mp4"] = $"{Picture} {Sound} {NoBFrames} -c:a libopus",
        ["opus-fragmented.mp4"] = $"{Picture} {Sound} {NoBFrames} -c:a libopus -movflags frag_keyframe+empty_moov",
        ["flac.mp4"] = $"{Sound} -c:a flac -strict -2",
        ["alac.m4a"] = $"{Sound} -c:a alac",
        ["alac.mov"] = $"{Sound} -c:a alac",
        ["mp3.mp4"] = $"{Sound} -c:a libmp3lame",
        ["mp3.mov"] = $"{Sound} -c:a libmp3lame",
        ["ac3.mp4"] = $"{Sound} -c:a ac3",
        ["eac3.mp4"] = $"{Sound} -c:a eac3",
        ["pcm_s16le.mov"] = $"{Picture} {Sound} {NoBFrames} -c:a pcm_s16le",
        ["pcm_s16be.mov"] = $"{Sound} -c:a pcm_s16be -ac 2",
        ["pcm_s24le.mov"] = $"{Sound} -c:a pcm_s24le -ar 96000",
        ["pcm_s32be.mov"] = $"{Sound} -c:a pcm_s32be -ac 6",
        ["pcm_f32le.mov"] = $"{Sound} -c:a pcm_f32le",
        ["pcm_mulaw.mov"] = $"{Sound} -c:a pcm_mulaw -ar 8000",
        ["adpcm_ima_qt.mov"] = $"{Sound} -c:a adpcm_ima_qt",
        ["pcm-fragmented.mov"] = $"{Picture} {Sound} {NoBFrames} -c:a pcm_s16le -movflags frag_keyframe+empty_moov",
    };

    // Files made from others without encoding again: {0} is the path of the source.
    private static readonly Dictionary<string, (string Source, string Recipe)> Copies = new()
    {
        ["cut-in-a-gop.mp4"] = ("b-frames-pyramid.mp4", "-ss 0.9 -i {0} -c copy"),
        ["turned-90.mp4"] = ("b-frames-flat.mp4", "-i {0} -c copy -metadata:s:v rotate=270"),
        ["turned-180.mp4"] = ("b-frames-flat.mp4", "-i {0} -c copy -metadata:s:v rotate=180"),
        ["turned-270.mp4"] = ("b-frames-flat.mp4", "-i {0} -c copy -metadata:s:v rotate=90"),
        ["transport-stream.ts"] = ("b-frames-flat.mp4", "-i {0} -c copy"),
        ["remuxed.mp4"] = ("transport-stream.ts", "-i {0} -c copy"),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("vod-mp4-").FullName;

    public static IEnumerable<string> FragmentedNames => FragmentedRecipes.Keys;

    public static IEnumerable<string> CodecNames => CodecRecipes.Keys;

    /// <summary>Every film that can be played. QuickTime's own ADPCM has no name that a decoder behind a pipe could be told.</summary>
    public static IEnumerable<string> PlayableNames =>
        [.. Recipes.Keys, .. FragmentedRecipes.Keys, .. CodecRecipes.Keys.Where(static name => name != "adpcm_ima_qt.mov"),
            .. Copies.Keys.Where(static name => name.EndsWith(".mp4", StringComparison.Ordinal))];

    public static IEnumerable<string> Names => [.. Recipes.Keys, "cut-in-a-gop.mp4", "remuxed.mp4"];

    public string Get(string name)
    {
        string path = Path.Combine(_folder, name);
        if (File.Exists(path))
        {
            return path;
        }

        string recipe = Copies.TryGetValue(name, out (string Source, string Recipe) copy)
            ? copy.Recipe.Replace("{0}", Get(copy.Source), StringComparison.Ordinal)
            : Recipes.GetValueOrDefault(name) ?? FragmentedRecipes.GetValueOrDefault(name) ?? CodecRecipes[name];
        MediaTool.Run("ffmpeg", $"{recipe} {path}");
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
