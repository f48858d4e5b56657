namespace Vod.Media.Mp4;

/// <summary>
/// The smallest piece of sound whose packets are all alike. Such tracks count each moment of sound as a sample, half a billion in three hours; the index takes many
/// together.
/// </summary>
/// <param name="Frames">Samples of each channel in a packet; 1 if uncompressed.</param>
/// <param name="Bytes">Bytes of a packet.</param>
internal readonly record struct SoundPacket(int Frames, int Bytes)
{
    /// <summary>Most frames of one entry of the index, about as long as a frame of AAC.</summary>
    public const int FramesPerEntry = 1024;

    /// <summary>Whether both numbers can be counted with.</summary>
    public bool IsValid => Frames is > 0 and <= FramesPerEntry && Bytes is > 0 and <= ushort.MaxValue;

    /// <summary>Frames that make up one entry of the index: whole packets.</summary>
    public int EntryFrames => FramesPerEntry / Frames * Frames;
}
