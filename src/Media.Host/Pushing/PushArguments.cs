namespace Vod.Media.Host.Pushing;

/// <summary>Arguments of the ffmpeg that sends a stream on by RTMP: Matroska in, FLV out.</summary>
internal static class PushArguments
{
    /// <summary>Bits per second of the sound, as AAC.</summary>
    public const int SoundBitRate = 128_000;

    /// <summary>Pictures between two key frames of what has to be encoded anew: what viewers of the other server wait for when they join.</summary>
    public const int KeyFrameDistance = 60;

    // Only the pipe and what RTMP needs: a malformed stream must not have it open anything else.
    private const string Protocols = "pipe,tcp,tls,rtmp,rtmps,crypto";

    // Between two laps, and where a track starts late, there is no sound for a while: silence keeps what follows in step with the picture.
    private const string FilledSound = "aresample=async=1";

    /// <summary>What ffmpeg is told.</summary>
    /// <param name="target">The URL, which never begins with a dash: its scheme has been checked.</param>
    /// <param name="isH264">Whether the picture goes untouched; another codec has no place in RTMP and is encoded anew.</param>
    public static IReadOnlyList<string> For(string target, bool isH264) => For(target, isH264, []);

    /// <summary>What ffmpeg is told to send a film whose picture is H.264.</summary>
    /// <param name="target">The URL, as in <see cref="For(string, bool)"/>.</param>
    /// <param name="isMuted">Whether the sound is replaced by silence.</param>
    public static IReadOnlyList<string> ForFilm(string target, bool isMuted) => For(target, isH264: true, ["-af", isMuted ? $"{FilledSound},volume=0" : FilledSound]);

    private static string[] For(string target, bool isH264, string[] sound) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error",
        "-protocol_whitelist", Protocols,

        // Not -fflags nobuffer: it would throw away what was read to find out what comes, the only key frame included.
        "-analyzeduration", "1000000", "-f", "matroska", "-i", "pipe:0", "-map", "0",
        .. isH264 ? (string[])["-c:v", "copy"] : ["-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", $"{KeyFrameDistance}"],
        "-c:a", "aac", "-b:a", $"{SoundBitRate}", "-ar", "48000", "-ac", "2", .. sound,
        "-flvflags", "no_duration_filesize", "-f", "flv", target,
    ];
}
