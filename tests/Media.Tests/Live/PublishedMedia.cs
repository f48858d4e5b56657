using Vod.Media.H264;
using Vod.Media.Live;
using Vod.Media.Publish;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Live;

/// <summary>Pictures and sound as a receiver hands them on.</summary>
internal static class PublishedMedia
{
    /// <summary>When the publisher's time zero was.</summary>
    public static readonly MonotonicTime Zero = new(500_000_000);

    /// <summary>Of a stream of 640 × 480.</summary>
    public static AvcConfiguration Sets { get; } = With(level: 30);

    /// <summary>Parameter sets that are told from others by their level.</summary>
    public static AvcConfiguration With(byte level) => new()
    {
        Profile = 0x42,
        Compatibility = 0xE0,
        Level = level,
        NalLengthSize = 4,
        SequenceParameterSets = [new byte[] { 0x67, 0x42, 0xE0, level, 1, 2, 3 }],
        PictureParameterSets = [new byte[] { 0x68, 0xCE, 0x3C, 0x80 }],
    };

    /// <summary>Adds a picture of one slice that arrives at once.</summary>
    /// <returns>Its bytes.</returns>
    public static byte[] Add(this LiveStream stream, TimeSpan time, bool isKey, int size = 100, AvcConfiguration? sets = null, TimeSpan late = default)
    {
        byte[] bytes = new byte[size];
        new Random((int)(time.Ticks % int.MaxValue)).NextBytes(bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, size - 4);
        bytes[4] = isKey ? (byte)0x65 : (byte)0x41;
        PublishedPicture picture = new() { Time = time, IsKey = isKey, Codec = PublishedCodec.H264, Configuration = sets ?? Sets, Width = 640, Height = 480 };
        stream.Add(picture, bytes, Zero + time + late);
        return bytes;
    }

    /// <summary>Adds a packet of sound that arrives at once.</summary>
    public static void AddSound(this LiveStream stream, TimeSpan time, byte[] packet, TimeSpan? duration = null, TimeSpan late = default) =>
        stream.Add(new PublishedSound(time, duration ?? TimeSpan.FromMilliseconds(20)), packet, Zero + time + late);
}
