namespace Vod.Media.Publish.Depacketization;

/// <summary>Puts the payloads of one codec together into pictures. What comes in is in order and without gaps within a picture.</summary>
internal interface IDepacketizer
{
    /// <summary>The codec.</summary>
    PublishedCodec Codec { get; }

    /// <summary>The picture that <see cref="Finish"/> has found complete, until the next <see cref="Begin"/>.</summary>
    ReadOnlySpan<byte> Picture { get; }

    /// <summary>Begins a picture.</summary>
    void Begin();

    /// <summary>
    /// Whether a payload that follows a gap is certainly the first of its picture. A key picture that has lost its head may look complete otherwise.
    /// </summary>
    bool IsFirst(ReadOnlySpan<byte> payload);

    /// <summary>Adds a payload; false when it breaks the format, and the picture with it.</summary>
    bool TryAdd(ReadOnlySpan<byte> payload);

    /// <summary>Ends the picture.</summary>
    PictureOutcome Finish(out PictureFacts facts);
}
