namespace Vod.Media.Aac;

/// <summary>The header that makes AAC frames a stream on their own (ISO/IEC 14496-3, 1.A.3.2), without CRC, one frame per header.</summary>
internal static class AdtsHeader
{
    /// <summary>Bytes of a header without CRC.</summary>
    public const int Length = 7;

    /// <summary>Largest frame that the 13-bit frame length, which counts the header too, can express.</summary>
    public const int MaxPayloadLength = 0x1FFF - Length;

    // adts_buffer_fullness of all ones: variable bit rate.
    private const int VariableRateFullness = 0x7FF;

    /// <summary>
    /// Writes the header of a frame of <paramref name="payloadLength"/> bytes. False if ADTS has no words for this stream: channels given
    /// by a program config element, object types above 4 (below SBR), frequencies that are not in the table, frames of 960 samples.
    /// </summary>
    public static bool TryWrite(Span<byte> destination, AudioSpecificConfig config, int payloadLength)
    {
        bool expressible = config.ObjectType is >= AudioObjectType.Main and <= AudioObjectType.LongTermPrediction
            && config.ChannelConfiguration is >= 1 and <= 7
            && config.FrameLength == 1024
            && payloadLength is >= 0 and <= MaxPayloadLength
            && destination.Length >= Length;
        if (!SamplingFrequency.TryToIndex(config.SamplingFrequency, out int frequency) || !expressible)
        {
            return false;
        }

        int profile = (int)config.ObjectType - 1;
        int channels = config.ChannelConfiguration;
        int frameLength = payloadLength + Length;
        destination[0] = 0xFF; // syncword
        destination[1] = 0xF1; // syncword, ID = MPEG-4, layer 0, protection_absent
        destination[2] = (byte)((profile << 6) | (frequency << 2) | (channels >> 2));
        destination[3] = (byte)(((channels & 3) << 6) | (frameLength >> 11));
        destination[4] = (byte)(frameLength >> 3);
        destination[5] = (byte)(((frameLength & 7) << 5) | (VariableRateFullness >> 6));
        destination[6] = (byte)((VariableRateFullness & 0x3F) << 2); // and one raw data block
        return true;
    }
}
