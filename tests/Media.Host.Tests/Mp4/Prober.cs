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
    public static JsonElement StreamsAndPackets(string path) => Probe(path, "-advanced_editlist 0 -show_streams -show_packets");

    /// <summary>The same with the edit lists followed: a packet for every time that it is needed.</summary>
    public static JsonElement Presentation(string path) => Probe(path, "-show_streams -show_packets");

    public static Packet[] Packets(JsonElement probed, int stream) => [.. PacketsOf(probed, stream).Select(ToPacket)];

    /// <summary>Those of <see cref="Presentation"/> that are seen or heard, and not only decoded.</summary>
    public static Packet[] ShownPackets(JsonElement probed, int stream) =>
        [.. PacketsOf(probed, stream).Where(static packet => !HasFlag(packet, 'D')).Select(ToPacket)];

    private static IEnumerable<JsonElement> PacketsOf(JsonElement probed, int stream) =>
        probed.GetProperty("packets").EnumerateArray().Where(packet => packet.GetProperty("stream_index").GetInt32() == stream);

    private static Packet ToPacket(JsonElement packet) => new(
        Number(packet.GetProperty("pos")),
        Number(packet.GetProperty("size")),
        Number(packet.TryGetProperty("dts", out JsonElement decoded) ? decoded : packet.GetProperty("pts")),
        Number(packet.GetProperty("pts")),
        HasFlag(packet, 'K'));

    private static bool HasFlag(JsonElement packet, char flag) => packet.GetProperty("flags").GetString()!.Contains(flag, StringComparison.Ordinal);

    /// <summary>Degrees, 0 to 359, that the display matrix turns the pictures of a stream; ffprobe counts the other way round.</summary>
    public static int ClockwiseRotation(JsonElement stream) =>
        stream.TryGetProperty("side_data_list", out JsonElement list) && list.EnumerateArray().FirstOrDefault(static data => data.TryGetProperty("rotation", out _)) is { ValueKind: JsonValueKind.Object } matrix
            ? (360 - matrix.GetProperty("rotation").GetInt32()) % 360
            : 0;

    /// <summary>Picture types ("I", "P", "B") by the byte position of their packets.</summary>
    public static Dictionary<long, string> PictureTypes(string path) =>
        Probe(path, "-advanced_editlist 0 -show_frames -select_streams v:0").GetProperty("frames").EnumerateArray().ToDictionary(
            static frame => Number(frame.GetProperty("pkt_pos")),
            static frame => frame.GetProperty("pict_type").GetString()!);

    private static JsonElement Probe(string path, string what)
    {
        using JsonDocument document = JsonDocument.Parse(MediaTool.Run("ffprobe", $"-of json {what} {path}"));
        return document.RootElement.Clone();
    }

    // Byte positions and sizes are printed as strings, timestamps as numbers.
    private static long Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? long.Parse(element.GetString()!, CultureInfo.InvariantCulture)
        : element.GetInt64();
}
