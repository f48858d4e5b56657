namespace Vod.Media.Publish;

/// <summary>Takes what a publisher sends. Called on the thread of the worker that carries it: an implementation neither blocks nor throws.</summary>
internal interface IPublishedMediaSink
{
    /// <summary>Takes a picture. One that refers to a picture that was lost does not come: after a loss that could not be repaired the next one is a key picture.</summary>
    /// <param name="picture">What it is.</param>
    /// <param name="bytes">
    /// Of H.264 the NAL units, each behind four bytes of length as in the samples of an MP4 file, without parameter sets, delimiters and filler; of VP8 the frame.
    /// Only lent for the call.
    /// </param>
    void OnPicture(in PublishedPicture picture, ReadOnlySpan<byte> bytes);

    /// <summary>Takes an Opus packet.</summary>
    /// <param name="sound">What it is.</param>
    /// <param name="packet">Only lent for the call.</param>
    void OnSound(in PublishedSound sound, ReadOnlySpan<byte> packet);
}
