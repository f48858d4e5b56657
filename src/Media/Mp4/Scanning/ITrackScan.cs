namespace Vod.Media.Mp4.Scanning;

/// <summary>Looks into the samples of a track for what its boxes do not say. Sans-IO, like the reader itself.</summary>
internal interface ITrackScan
{
    /// <summary>The range to read next; null when the scan is over and the track knows what it found.</summary>
    Mp4ReadStep.NeedBytes? Next();

    /// <summary>Takes the bytes of the range.</summary>
    void Provide(ReadOnlySpan<byte> range);
}
