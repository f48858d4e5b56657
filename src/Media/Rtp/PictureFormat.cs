namespace Vod.Media.Rtp;

/// <summary>
/// How the pictures of a stream become RTP payloads. Cutting and writing are apart, so that the first transmission and every later one are the same bytes. Immutable, shared by all viewers
/// and workers.
/// </summary>
internal abstract class PictureFormat
{
    /// <summary>Plans the packets of a picture, in order; the last one has the marker.</summary>
    /// <param name="bytes">The picture as its source has it.</param>
    /// <param name="isSync">Whether its source says that decoding can start with it.</param>
    /// <param name="payloadSize">Bytes of the largest payload; 0 for as many as a packet takes.</param>
    /// <param name="cuts">Takes the plan; grows.</param>
    /// <returns>How many packets there are; 0 for a picture with nothing to send.</returns>
    public abstract int Plan(ReadOnlySpan<byte> bytes, bool isSync, int payloadSize, ref PacketCut[] cuts);

    /// <summary>Makes the payload of a cut and returns its length, <see cref="PacketCut.PayloadSize"/>.</summary>
    /// <returns>0 when the picture is not the one the cut was planned for, for example because its file has been replaced.</returns>
    public abstract int Write(ReadOnlySpan<byte> bytes, PacketCut cut, Span<byte> payload);

    /// <summary>Whether a picture can be left out without harm to any other.</summary>
    public abstract bool IsDisposable(ReadOnlySpan<byte> bytes);
}
