using System.Globalization;
using System.Text.Json;

namespace Vod.Media.Host.Tests.Mp4;

/// <summary>
/// What ffprobe says about a file. "-advanced_editlist 0" makes its demuxer treat an edit list as the index does: an offset for all
/// samples. By default it also throws away or marks samples that the list cuts off, which is the player's business here.
/// </summary>
internal static class Prober
{
    /// <summary>Everything about the streams and packets of a file, in one run of the tool.</summary>
    public static JsonElement StreamsAndPackets(string path) => Probe(path, "-show_streams -show_packets");

    public static Packet[] Packets(JsonElement probed, int stream) =>
    [
        .. probed.GetProperty("packets").EnumerateArray().Where(packet => packet.GetProperty("stream_index").GetInt32() == stream)
            .Select(static packet => new Packet(
                Number(packet.GetProperty("pos")),
                Number(packet.GetProperty("size")),
                Number(packet.GetProperty("dts")),
                Number(packet.GetProperty("pts")),
                packet.GetProperty("flags").GetString()!.Contains('K', StringComparison.Ordinal))),
    ];

    /// <summary>Picture types ("I", "P", "B") by the byte position of their packets.</summary>
    public static Dictionary<long, string> PictureTypes(string path) =>
        Probe(path, "-show_frames -select_streams v:0").GetProperty("frames").EnumerateArray().ToDictionary(
            static frame => Number(frame.GetProperty("pkt_pos")),
            static frame => frame.GetProperty("pict_type").GetString()!);

    private static JsonElement Probe(string path, string what)
    {
        using JsonDocument document = JsonDocument.Parse(MediaTool.Run("ffprobe", $"-of json -advanced_editlist 0 {what} {path}"));
        return document.RootElement.Clone();
    }

    // Byte positions and sizes are printed as strings, timestamps as numbers.
    private static long Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? long.Parse(element.GetString()!, CultureInfo.InvariantCulture)
        : element.GetInt64();
}
