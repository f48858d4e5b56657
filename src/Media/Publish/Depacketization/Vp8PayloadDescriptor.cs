namespace Vod.Media.Publish.Depacketization;

/// <summary>
/// What stands in front of the VP8 bytes of a payload (RFC 7741 section 4.2). Of the optional fields only the length matters here: layers and picture ids are for those who leave
/// pictures out.
/// </summary>
/// <param name="Size">Bytes of the descriptor.</param>
/// <param name="IsPartitionStart">S: a partition of the frame begins with the payload.</param>
/// <param name="Partition">PID: number of the partition, 0 to 15.</param>
internal readonly record struct Vp8PayloadDescriptor(int Size, bool IsPartitionStart, int Partition)
{
    private const byte ExtendedBit = 0x80;
    private const byte StartBit = 0x10;
    private const byte PartitionMask = 0x0F;
    private const byte PictureIdBit = 0x80;
    private const byte BaseLayerIndexBit = 0x40;
    private const byte LayerOrKeyIndexBits = 0x30;
    private const byte LongPictureIdBit = 0x80;

    /// <summary>Whether the frame begins with the payload.</summary>
    public bool IsFrameStart => IsPartitionStart && Partition == 0;

    /// <summary>Reads the descriptor; false when it does not fit the payload, or nothing follows it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp8PayloadDescriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty)
        {
            return false;
        }

        int size = 1;
        if ((payload[0] & ExtendedBit) != 0)
        {
            if (payload.Length < 2)
            {
                return false;
            }

            byte extension = payload[1];
            size = 2;
            if ((extension & PictureIdBit) != 0)
            {
                size += payload.Length > size && (payload[size] & LongPictureIdBit) != 0 ? 2 : 1;
            }

            size += (extension & BaseLayerIndexBit) != 0 ? 1 : 0;
            size += (extension & LayerOrKeyIndexBits) != 0 ? 1 : 0;
        }

        descriptor = new(size, (payload[0] & StartBit) != 0, payload[0] & PartitionMask);
        return payload.Length > size;
    }
}
