using Vod.Media.Rtp;

namespace Vod.Media.H264.Packetization;

/// <summary>
/// Finds the size that the payloads of some pictures are all given, so that segmentation offload takes all of them as one message: by cutting them into fragments that are nearly as
/// long already, and filling up the rest.
/// </summary>
internal static class EqualPayloads
{
    /// <summary>Most pictures that are looked at together.</summary>
    public const int MaxPictures = 8;

    /// <summary>What is filled up at most, of the bytes of the pictures.</summary>
    public const double MaxPaddingShare = 0.1;

    /// <summary>Bytes of padding that are worth a packet less: what its headers and its tag take.</summary>
    private const int PacketWorth = 80;

    // Below it packets become many.
    private const int MinPayload = 500;

    /// <summary>The size; 0 where too much would have to be filled up, or there is nothing to put together.</summary>
    /// <param name="pictures">Bytes of each picture as the file has it, none of them empty. Taken for one NAL unit each.</param>
    public static int SizeFor(ReadOnlySpan<int> pictures)
    {
        if (pictures.Length < 2)
        {
            return 0;
        }

        (int best, int least) = (0, int.MaxValue);
        foreach (int picture in pictures)
        {
            for (int packets = DivideUp(picture, RtpPacketBudget.MaxPayload - H264PayloadFormat.FragmentHeaderSize); ; packets++)
            {
                int size = DivideUp(picture, packets) + H264PayloadFormat.FragmentHeaderSize;
                if (size < MinPayload)
                {
                    break;
                }

                int cost = CostOf(pictures, size);
                (best, least) = cost < least ? (size, cost) : (best, least);
            }
        }

        return best;
    }

    private static int CostOf(ReadOnlySpan<int> pictures, int size)
    {
        int padding = 0;
        int packets = 0;
        int bytes = 0;
        foreach (int picture in pictures)
        {
            int fragment = size - H264PayloadFormat.FragmentHeaderSize;
            int count = DivideUp(picture, fragment);
            int missing = (count * fragment) - picture;
            if (missing > count * CutPicture.MaxEqualPadding)
            {
                return int.MaxValue;
            }

            padding += missing;
            packets += count;
            bytes += picture;
        }

        return padding > bytes * MaxPaddingShare ? int.MaxValue : padding + (packets * PacketWorth);
    }

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
