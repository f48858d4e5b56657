namespace Vod.Media.H264;

/// <summary>The recovery point message (ITU-T H.264, D.1.8) among the supplemental enhancement information of a picture.</summary>
internal static class RecoveryPoint
{
    private const uint PayloadType = 6;
    private const byte More = 0xFF;

    /// <summary>Looks for the message in a NAL unit of type 6.</summary>
    /// <param name="nal">The NAL unit, header byte included.</param>
    /// <param name="pictures">recovery_frame_cnt: after so many pictures in output order everything shown is right.</param>
    public static bool TryFind(ReadOnlySpan<byte> nal, out uint pictures)
    {
        pictures = 0;
        RbspReader reader = new(nal[1..]);
        while (true)
        {
            uint type = ReadVariable(ref reader);
            uint size = ReadVariable(ref reader);
            if (reader.Overrun)
            {
                return false;
            }

            if (type == PayloadType)
            {
                pictures = reader.ReadUnsigned();
                return !reader.Overrun;
            }

            for (; size > 0 && !reader.Overrun; size--)
            {
                reader.ReadBits(8);
            }
        }
    }

    // 7.3.2.3.1: bytes of 255 and a last one below, added up.
    private static uint ReadVariable(ref RbspReader reader)
    {
        uint value = 0;
        uint octet;
        do
        {
            octet = reader.ReadBits(8);
            value += octet;
        }
        while (octet == More && !reader.Overrun);

        return value;
    }
}
