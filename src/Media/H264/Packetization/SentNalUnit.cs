namespace Vod.Media.H264.Packetization;

/// <summary>Where a NAL unit that will be sent lies in its sample.</summary>
/// <param name="Offset">Of its header byte, behind the length prefix.</param>
/// <param name="Size">Bytes with the header, at least 1.</param>
/// <param name="Header">Its first byte.</param>
internal readonly record struct SentNalUnit(int Offset, int Size, NalUnitHeader Header);
