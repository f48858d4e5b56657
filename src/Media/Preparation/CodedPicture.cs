using Vod.Media.Matroska;

namespace Vod.Media.Preparation;

/// <summary>The pictures that belong to one sample entry, as they are to be decoded.</summary>
/// <param name="Track">How a decoder is told of them.</param>
/// <param name="Shape">What has to be done to every one of them.</param>
internal sealed record CodedPicture(MatroskaTrack Track, PictureShape Shape);
