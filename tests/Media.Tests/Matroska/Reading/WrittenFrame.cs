namespace Vod.Media.Tests.Matroska.Reading;

/// <summary>A frame that a test wrote.</summary>
/// <param name="Track">Its track.</param>
/// <param name="Time">Milliseconds.</param>
/// <param name="Offset">Where its bytes are in the file.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="IsKey">Whether decoding can start there.</param>
internal sealed record WrittenFrame(int Track, long Time, long Offset, byte[] Bytes, bool IsKey)
{
    public long End => Offset + Bytes.Length;
}
