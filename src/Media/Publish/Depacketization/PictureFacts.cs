using Vod.Media.H264;

namespace Vod.Media.Publish.Depacketization;

/// <summary>What a complete picture says about itself.</summary>
/// <param name="IsKey">Whether decoding can start with it.</param>
/// <param name="Width">Pixels, of the last key picture.</param>
/// <param name="Height">Pixels, of the last key picture.</param>
/// <param name="Configuration">Of H.264 the parameter sets in force.</param>
internal readonly record struct PictureFacts(bool IsKey, int Width, int Height, AvcConfiguration? Configuration = null);
