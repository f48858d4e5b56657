using System.Text.Json;

namespace Vod.Api.Wcs.Messages;

/// <summary>The transcoding wishes of a page; 0 means "as it is". They are not granted, only told back in status events as clients expect.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bitrate">Kilobits per second.</param>
/// <param name="MinBitrate">Kilobits per second.</param>
/// <param name="MaxBitrate">Kilobits per second.</param>
/// <param name="Quality">0 to 100.</param>
internal readonly record struct StreamWishes(int Width, int Height, int Bitrate, int MinBitrate, int MaxBitrate, int Quality)
{
    /// <summary>Reads the argument of a message.</summary>
    public static StreamWishes Read(JsonElement argument) => new(
        JsonFields.Number(argument, "width"),
        JsonFields.Number(argument, "height"),
        JsonFields.Number(argument, "bitrate"),
        JsonFields.Number(argument, "minBitrate"),
        JsonFields.Number(argument, "maxBitrate"),
        JsonFields.Number(argument, "quality"));
}
