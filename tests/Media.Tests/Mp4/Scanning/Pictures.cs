using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4.Scanning;

/// <summary>Samples with real NAL units in them, and files made of those.</summary>
internal static class Pictures
{
    public static byte[] SequenceSet { get; } = Convert.FromHexString("6742C00BD902847E5C0440000003004000000C83C50A92");

    public static byte[] Intra(int size) => Sample(size, [0x65, 0x88, 0x84, 0]);

    public static byte[] Predicted(int size) => Sample(size, [0x41, 0x9A, 0x22, 0]);

    /// <summary>An intra picture with a recovery point, and one with a message in front that a first look does not get past.</summary>
    public static byte[] Recovery(int size) => Sample(size, [0x41, 0x88, 0x84, 0], [0x06, 0x06, 0x01, 0x84, 0x80]);

    public static byte[] BehindMessage(int size, int messageSize) => Sample(size, [0x65, 0x88, 0x84, 0], [0x06, 0x05, .. Zeros(messageSize - 2)]);

    /// <summary>An intra picture that brings its parameter sets.</summary>
    public static byte[] InBand(int size) => Sample(size, [0x65, 0x88, 0x84, 0], SequenceSet, Convert.FromHexString("68CB83CB20"));

    /// <summary>A track of these samples, in one chunk, without a sync table.</summary>
    public static MovieSpec Movie(IReadOnlyList<byte[]> samples, byte[]? entry = null) => new(TrackSpec.Video with
    {
        SampleEntries = [entry ?? TrackSpec.VideoEntry()],
        Sizes = [.. samples.Select(static sample => sample.Length)],
        ChunkSamples = [samples.Count],
        TimeToSample = Table("stts", 0, [(uint)samples.Count, 40]),
        SyncSamples = [],
    })
    {
        Media = Join([.. samples]),
    };

    private static byte[] Sample(int size, byte[] slice, params byte[][] before)
    {
        byte[] front = [.. before.SelectMany(static unit => (byte[])[.. U32((uint)unit.Length), .. unit])];
        int left = size - front.Length - 4;
        return [.. front, .. U32((uint)left), .. slice, .. Zeros(left - slice.Length)];
    }
}
