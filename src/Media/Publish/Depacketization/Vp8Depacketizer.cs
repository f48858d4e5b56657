namespace Vod.Media.Publish.Depacketization;

/// <summary>VP8 out of RTP (RFC 7741): a frame is what its payloads carry behind their descriptors.</summary>
internal sealed class Vp8Depacketizer : IDepacketizer
{
    private readonly PictureBytes _bytes = new();
    private (int Width, int Height) _size;

    /// <inheritdoc/>
    public PublishedCodec Codec => PublishedCodec.Vp8;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Picture => _bytes.From(0);

    /// <inheritdoc/>
    public void Begin() => _bytes.Truncate(0);

    /// <inheritdoc/>
    public bool IsFirst(ReadOnlySpan<byte> payload) => Vp8PayloadDescriptor.TryParse(payload, out Vp8PayloadDescriptor descriptor) && descriptor.IsFrameStart;

    /// <inheritdoc/>
    public bool TryAdd(ReadOnlySpan<byte> payload) =>
        Vp8PayloadDescriptor.TryParse(payload, out Vp8PayloadDescriptor descriptor)
        && descriptor.IsFrameStart == (_bytes.Length == 0)
        && _bytes.TryAppend(payload[descriptor.Size..]);

    /// <inheritdoc/>
    public PictureOutcome Finish(out PictureFacts facts)
    {
        facts = default;
        if (!Vp8FrameHeader.TryParse(_bytes.From(0), out Vp8FrameHeader header))
        {
            return PictureOutcome.Unusable;
        }

        if (header.IsKey)
        {
            _size = (header.Width, header.Height);
        }

        facts = new(header.IsKey, _size.Width, _size.Height);
        return PictureOutcome.Complete;
    }
}
