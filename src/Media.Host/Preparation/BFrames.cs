namespace Vod.Media.Host.Preparation;

/// <summary>What is done with H.264 whose pictures are decoded in another order than they are shown in, which WebRTC has no way to send.</summary>
public enum BFrames
{
    /// <summary>Encoded anew; without an encoder, the B-frames are dropped.</summary>
    Auto,

    /// <summary>Encoded anew; without an encoder, the file is refused.</summary>
    Transcode,

    /// <summary>Dropped: the picture moves at half of its rate or less.</summary>
    Drop,

    /// <summary>The file is refused.</summary>
    Refuse,
}
