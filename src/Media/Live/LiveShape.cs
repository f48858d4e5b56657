using Vod.Media.H264;
using Vod.Media.Publish;

namespace Vod.Media.Live;

/// <summary>What the pictures of a publication are like since the last key picture.</summary>
/// <param name="Codec">How they are encoded.</param>
/// <param name="Configuration">Of H.264 the parameter sets in force; else null.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record LiveShape(PublishedCodec Codec, AvcConfiguration? Configuration, int Width, int Height);
