namespace Vod.Media.Preparation;

/// <summary>Wraps raw AAC access units in ADTS, the framing a decoder can read from a pipe (ISO/IEC 14496-3, 1.A.3.2).</summary>
/// <param name="ObjectType">Audio object type 1 to 4; 2 is AAC-LC. With SBR that of the core.</param>
/// <param name="FrequencyIndex">Index of the core's sample rate, 0 to 12 (ISO/IEC 14496-3, table 1.18).</param>
/// <param name="ChannelConfiguration">1 to 7 (ISO/IEC 14496-3, table 1.19).</param>
internal readonly record struct AdtsFraming(int ObjectType, int FrequencyIndex, int ChannelConfiguration)
{
    /// <summary>Bytes before each access unit: the header without a checksum.</summary>
    public const int HeaderLength = 7;

    /// <summary>The longest access unit whose length the 13 bits of aac_frame_length can state.</summary>
    public const int MaxFrameLength = (1 << 13) - 1 - HeaderLength;

    private const int HighestFrequencyIndex = 12;

    /// <summary>Whether ADTS can express the values.</summary>
    public bool IsValid =>
        ObjectType is >= 1 and <= 4 && FrequencyIndex is >= 0 and <= HighestFrequencyIndex && ChannelConfiguration is >= 1 and <= 7;

    /// <summary>Writes the header of an access unit of <paramref name="length"/> bytes, at most <see cref="MaxFrameLength"/>.</summary>
    public void WriteHeader(Span<byte> destination, int length)
    {
        int frameLength = length + HeaderLength;

        // syncword, MPEG-4, layer 0, protection_absent
        destination[0] = 0xFF;
        destination[1] = 0xF1;
        destination[2] = (byte)(((ObjectType - 1) << 6) | (FrequencyIndex << 2) | (ChannelConfiguration >> 2));
        destination[3] = (byte)(((ChannelConfiguration & 3) << 6) | (frameLength >> 11));
        destination[4] = (byte)(frameLength >> 3);

        // adts_buffer_fullness 0x7FF: variable rate; one raw data block
        destination[5] = (byte)(((frameLength & 7) << 5) | 0x1F);
        destination[6] = 0xFC;
    }
}
