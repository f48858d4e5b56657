using System.Buffers.Binary;

namespace Vod.Media.Tests.H264.Packetization;

/// <summary>Builds samples of length-prefixed NAL units.</summary>
internal static class AccessUnits
{
    /// <summary>A NAL unit of a type, filled with a pattern that depends on its size.</summary>
    public static byte[] Nal(byte header, int size)
    {
        byte[] nal = new byte[size];
        for (int i = 1; i < size; i++)
        {
            nal[i] = (byte)((i * 7) + size);
        }

        nal[0] = header;
        return nal;
    }

    public static byte[] Sample(int lengthSize, params IEnumerable<byte[]> nals)
    {
        List<byte> sample = [];
        byte[] prefix = new byte[sizeof(uint)];
        foreach (byte[] nal in nals)
        {
            BinaryPrimitives.WriteUInt32BigEndian(prefix, (uint)nal.Length);
            sample.AddRange(prefix[^lengthSize..]);
            sample.AddRange(nal);
        }

        return [.. sample];
    }
}
