using System.Security.Cryptography;
using System.Text;

namespace Vod.Media.Preparation;

/// <summary>How pictures are encoded: what an operator may exchange for another encoder, such as one of the graphics processor.</summary>
/// <param name="InputArguments">Arguments of ffmpeg in front of the input, to open a device for example.</param>
/// <param name="Filter">Filters behind those that turn and cut, to upload pictures to a device for example; may be empty.</param>
/// <param name="Arguments">The encoder and its arguments. No B-frames, and nothing held back for a look ahead.</param>
internal sealed record PictureEncoder(IReadOnlyList<string> InputArguments, string Filter, IReadOnlyList<string> Arguments)
{
    // Counted up when the same arguments give other chunks.
    private const int Version = 2;
    private const int FingerprintBytes = 6;

    /// <summary>The name of the encoder, as ffmpeg lists it; empty if the arguments do not say.</summary>
    public string Name =>
        Arguments.SkipWhile(static argument => argument is not ("-c:v" or "-codec:v" or "-vcodec")).Skip(1).FirstOrDefault() ?? "";

    /// <summary>A file-system name for what this encoder makes of a picture that is turned by some degrees.</summary>
    public string CacheName(int rotation)
    {
        string text = string.Join('\n', [$"{Version}", $"{rotation}", .. InputArguments, "", Filter, "", .. Arguments]);
        return $"picture-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, FingerprintBytes))}";
    }
}
