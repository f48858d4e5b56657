namespace Vod.Media.Mp4.Scanning;

/// <summary>Looks at the first bytes of samples.</summary>
internal interface ISampleHeadVisitor
{
    /// <summary>Looks at one; false if more bytes would tell more.</summary>
    /// <param name="index">The sample.</param>
    /// <param name="head">Its bytes from the start on.</param>
    bool Visit(int index, ReadOnlySpan<byte> head);
}
