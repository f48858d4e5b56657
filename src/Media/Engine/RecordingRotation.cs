namespace Vod.Media.Engine;

/// <summary>When a recording goes on in another file.</summary>
/// <param name="Length">When its file is as long as that; zero: however long it is.</param>
/// <param name="Bytes">When its file has as many bytes; 0: however many it has.</param>
public readonly record struct RecordingRotation(TimeSpan Length, long Bytes)
{
    /// <summary>Never: a recording is one file.</summary>
    public static RecordingRotation Off => default;

    /// <summary>Whether it ever does.</summary>
    public bool IsOn => Length > TimeSpan.Zero || Bytes > 0;
}
