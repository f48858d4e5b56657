using Vod.Media.H264.Packetization;
using Vod.Media.Playback;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Pictures as a byte stream (ITU-T H.264, Annex B), as a decoder behind the packets would see them.</summary>
internal static class ByteStream
{
    public static byte[] Of(IEnumerable<PictureChunk> chunks)
    {
        using MemoryStream stream = new();
        foreach (PictureChunk chunk in chunks)
        {
            WriteUnits(stream, chunk.Format.ParameterSets, H264PayloadFormat.AggregateLengthSize);
            for (int i = 0; i < chunk.Count; i++)
            {
                WriteUnits(stream, chunk[i].Span, chunk.Format.NalLengthSize);
            }
        }

        return stream.ToArray();
    }

    private static void WriteUnits(MemoryStream stream, ReadOnlySpan<byte> units, int lengthSize)
    {
        while (!units.IsEmpty)
        {
            int length = 0;
            foreach (byte part in units[..lengthSize])
            {
                length = (length << 8) | part;
            }

            stream.Write([0, 0, 0, 1]);
            stream.Write(units.Slice(lengthSize, length));
            units = units[(lengthSize + length)..];
        }
    }
}
