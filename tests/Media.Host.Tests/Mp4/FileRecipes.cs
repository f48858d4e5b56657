namespace Vod.Media.Host.Tests.Mp4;

/// <summary>What ffmpeg is told to make the films with: small ones, of some seconds.</summary>
internal static class FileRecipes
{
    private const string Picture = "-f lavfi -i testsrc2=size=160x120:rate=25:duration=3";

    // Rises, so that it is like itself at one place only.
    private const string Sound = "-f lavfi -i aevalsrc=0.4*sin(2*PI*(200+200*t)*t):s=44100:d=3";
    private const string X264 = "-c:v libx264 -preset veryfast -threads 1";
    private const string Video = $"{X264} -pix_fmt yuv420p";
    private const string X265 = "-c:v libx265 -preset ultrafast -x265-params log-level=error:pools=1";

    // Small texts in the command line itself.
    private const string Subtitles = "data:application/x-subrip;base64,MQowMDowMDowMCwyMDAgLS0+IDAwOjAwOjAxLDAwMApvbmUKCg==";
    private const string Chapters = "data:text/plain;base64,O0ZGTUVUQURBVEExCltDSEFQVEVSXQpUSU1FQkFTRT0xLzEwMDAKU1RBUlQ9MApFTkQ9MTAwMAp0aXRsZT1hCltDSEFQVEVSXQpUSU1FQkFTRT0xLzEwMDAKU1RBUlQ9MTAwMApFTkQ9MjAwMAp0aXRsZT1iCg==";
    private const string NoBFrames = $"{Video} -bf 0 -g 25";
    private const string Fragmented = $"{Picture} {Sound} {Video} -bf 2 -g 25 {Audio}";
    private const string Vp8 = "-c:v libvpx -deadline realtime -cpu-used 8 -g 25";
    private const string Audio = "-c:a aac -b:a 64k";

    /// <summary>H.264 and AAC. Every row is one way in which real files differ in their tables.</summary>
    public static Dictionary<string, string> Ordinary { get; } = new()
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
        ["one-gop.mp4"] = $"-f lavfi -i testsrc2=size=160x120:rate=25:duration=11 {Video} -bf 3 -g 1000 -sc_threshold 0",
        ["b-frames-minute.mp4"] = $"-f lavfi -i testsrc2=size=160x120:rate=25:duration=60 {Video} -bf 3 -g 50 -keyint_min 50 -sc_threshold 0",
        ["all-intra.mp4"] = $"{Picture} {Video} -g 1",
        ["interlaced.mp4"] = $"{Picture} -vf fps=50,interlace {Video} -flags +ildct+ilme -g 25",
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
        ["baseline.mp4"] = $"{Picture} {Sound} {Video} -profile:v baseline {Audio}",
        ["main.mp4"] = $"{Picture} {Sound} {Video} -profile:v main -bf 2 {Audio}",
        ["tiny.mp4"] = $"{Picture} -vf scale=16:16:flags=area,boxblur=1 {Video}",
        ["cropped.mp4"] = $"{Picture} -vf scale=98:54 {Video} -bf 2",
        ["one-key-frame.mp4"] = $"{Picture} {Video} -bf 3 -g 100000 -keyint_min 100000 -sc_threshold 0",
        ["one-per-second.mp4"] = $"-f lavfi -i testsrc2=size=160x120:rate=1:duration=6 {Video} -bf 2",
        ["120-per-second.mp4"] = $"-f lavfi -i testsrc2=size=160x120:rate=120:duration=1 {Video} -bf 2",
        ["one-picture.mp4"] = $"{Picture} -frames:v 1 {NoBFrames}",
        ["high-10-bit.mp4"] = $"{Picture} {X264} -pix_fmt yuv420p10le -bf 2",
        ["colour-422.mp4"] = $"{Picture} {X264} -pix_fmt yuv422p",
        ["odd-size-444.mp4"] = $"{Picture} -vf scale=161:121 {X264} -pix_fmt yuv444p",
        ["text-track.mp4"] = $"{Picture} {Sound} -i {Subtitles} -map 0 -map 1 -map 2 {NoBFrames} {Audio} -c:s mov_text",
        ["chapters.mp4"] = $"{Picture} {Sound} -i {Chapters} -map 0 -map 1 -map_metadata 2 {NoBFrames} {Audio}",
        ["two-videos.mp4"] = $"{Picture} {Picture} -map 0 -map 1 {NoBFrames}",
        ["cover.m4a"] = $"{Sound} -f lavfi -i testsrc2=size=64x64:rate=1:duration=1 -map 0 -map 1 {Audio} -c:v mjpeg -frames:v 1 -disposition:v attached_pic",
        ["starts-at-5-s.mp4"] = $"{Picture} {Sound} {Video} -bf 2 {Audio} -output_ts_offset 5",
        ["ipod.m4v"] = $"{Picture} {Sound} {Video} -profile:v baseline {Audio} -f ipod",
        ["phone.3g2"] = $"{Picture} {Sound} {Video} -profile:v baseline {Audio}",
        ["flash.f4v"] = $"{Picture} {Sound} {Video} -bf 2 {Audio}",
        ["audio-16k.m4a"] = $"{Sound} -c:a aac -b:a 24k -ar 16000 -ac 1",
        ["audio-24k-stereo.m4a"] = $"{Sound} {Audio} -ar 24000 -ac 2",
        ["audio-24k-mono.m4a"] = $"{Sound} {Audio} -ar 24000 -ac 1",
        ["audio-32k.mov"] = $"{Sound} {Audio} -ar 32000",
        ["tags.mp4"] =
            $"{Picture} {Sound} {NoBFrames} {Audio} -metadata title=x -metadata comment=y -movflags +faststart+use_metadata_tags -metadata z=1",
    };

    /// <summary>The ways in which ffmpeg can cut a film into fragments.</summary>
    public static Dictionary<string, string> Fragments { get; } = new()
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
        ["fragmented-with-clock.mp4"] = $"{Fragmented} -movflags frag_keyframe+empty_moov+default_base_moof -write_prft wallclock",
        ["fragmented-discontinuous.mp4"] = $"{Fragmented} -movflags frag_keyframe+frag_discont+default_base_moof+empty_moov",
        ["fragmented-delayed-audio.mp4"] = $"{Picture} -itsoffset 0.7 {Sound} {Video} -g 25 {Audio} -movflags frag_keyframe+delay_moov",
    };

    /// <summary>Codecs other than H.264 and AAC, in ISO files and in QuickTime ones.</summary>
    public static Dictionary<string, string> Codecs { get; } = new()
    {
        ["hevc.mp4"] = $"{Picture} {Sound} {X265} {Audio}",
        ["hevc-hvc1.mov"] = $"{Picture} {X265} -tag:v hvc1",
        ["hevc-fragmented.mp4"] = $"{Picture} {Sound} {X265} {Audio} -movflags frag_keyframe+empty_moov",
        ["hevc-b-frames.mp4"] = $"{Picture} {X265}:bframes=3:keyint=25 -tag:v hvc1",
        ["hevc-10-bit.mp4"] = $"{Picture} {X265} -pix_fmt yuv420p10le",
        ["phone.3gp"] = $"{Picture} {Sound} -r 15 -c:v mpeg4 {Audio} -ar 16000 -ac 1",
        ["vp9-hidden-frames.mp4"] = $"{Picture} -c:v libvpx-vp9 -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 16 -g 25",
        ["av1-fragmented.mp4"] = $"{Picture} -vf scale=64:48 -c:v libaom-av1 -cpu-used 8 -usage realtime -g 25 -movflags frag_keyframe+empty_moov",
        ["dnxhd.mov"] = "-f lavfi -i testsrc2=size=1920x1080:rate=25:duration=0.2 -c:v dnxhd -b:v 36M -pix_fmt yuv422p",
        ["h263.mov"] = "-f lavfi -i testsrc2=size=176x144:rate=25:duration=1 -c:v h263",
        ["mp2.mp4"] = $"{Sound} -c:a mp2",
        ["mpeg4.mp4"] = $"{Picture} {Sound} -c:v mpeg4 -bf 2 {Audio}",
        ["mpeg2.mp4"] = $"{Picture} -c:v mpeg2video -bf 2",
        ["vp9.mp4"] = $"{Picture} -c:v libvpx-vp9 -deadline realtime -cpu-used 8",
        ["av1.mp4"] = $"{Picture} -c:v libaom-av1 -cpu-used 8 -usage realtime",
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

    /// <summary>WebM and Matroska: what browsers can publish, and what else comes in them.</summary>
    public static Dictionary<string, string> Matroska { get; } = new()
    {
        ["vp8.webm"] = $"{Picture} {Sound} {Vp8} -c:a libopus",
        ["vp8-clusters.webm"] = $"{Picture} {Sound} {Vp8} -c:a libopus -cluster_time_limit 100",
        ["vp8-live.webm"] = $"{Picture} {Sound} {Vp8} -c:a libopus -f webm -live 1",
        ["vp9.webm"] = $"{Picture} {Sound} -c:v libvpx-vp9 -deadline good -cpu-used 5 -auto-alt-ref 1 -lag-in-frames 16 -g 25 -c:a libopus",
        ["av1.webm"] = $"{Picture} {Sound} -c:v libaom-av1 -cpu-used 8 -usage realtime -c:a libopus",
        ["vp8-vorbis.webm"] = $"{Picture} {Sound} {Vp8} -c:a libvorbis",
        ["no-b-frames.mkv"] = $"{Picture} {Sound} {NoBFrames} {Audio}",
        ["b-frames.mkv"] = $"{Picture} {Sound} {Video} -bf 3 -g 50 {Audio}",
        ["hevc-b-frames.mkv"] = $"{Picture} {X265}:bframes=3:keyint=25",
    };

    /// <summary>Files made from others without encoding again: {0} is the path of the source.</summary>
    public static Dictionary<string, (string Source, string Recipe)> Copies { get; } = new()
    {
        ["cut-in-a-gop.mp4"] = ("b-frames-pyramid.mp4", "-ss 0.9 -i {0} -c copy"),
        ["transport-stream.ts"] = ("b-frames-flat.mp4", "-i {0} -c copy"),
        ["turned-90.mp4"] = ("b-frames-flat.mp4", "-i {0} -c copy -metadata:s:v rotate=90"),
        ["turned-180.mov"] = ("b-frames-flat.mp4", "-i {0} -c copy -metadata:s:v rotate=180"),
        ["turned-270.mp4"] = ("b-frames-flat.mp4", "-i {0} -c copy -metadata:s:v rotate=270"),
        ["encrypted.mp4"] = ("b-frames-flat.mp4", "-i {0} -c copy -encryption_scheme cenc-aes-ctr"
            + " -encryption_key 00112233445566778899aabbccddeeff -encryption_kid 00112233445566778899aabbccddeeff"),
        ["remuxed.mp4"] = ("transport-stream.ts", "-i {0} -c copy"),
    };
}
