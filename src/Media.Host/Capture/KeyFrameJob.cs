using System.Buffers;
using System.Buffers.Binary;
using Vod.Media.Live;

namespace Vod.Media.Host.Capture;

/// <summary>Feeds a decoder one key picture of a publication: of H.264 as a byte stream, of VP8 in an IVF file.</summary>
internal sealed class KeyFrameJob(LiveKeyFrame frame) : StillJob
{
    private const int FileHeaderSize = 32;
    private const int FrameHeaderSize = 12;
    private bool _isFed;

    /// <inheritdoc/>
    public override ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        Input.ResetWrittenCount();
        if (!_isFed)
        {
            _isFed = true;
            Write();
        }

        return new(Input.WrittenMemory);
    }

    private void Write()
    {
        if (frame.Shape.Configuration is { } configuration)
        {
            WriteParameterSets(configuration);
            WriteAccessUnit(frame.Bytes, configuration.NalLengthSize);
            return;
        }

        Span<byte> header = Input.GetSpan(FileHeaderSize + FrameHeaderSize)[..(FileHeaderSize + FrameHeaderSize)];
        header.Clear();
        "DKIF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], FileHeaderSize);
        "VP80"u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt16LittleEndian(header[12..], (ushort)frame.Shape.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(header[14..], (ushort)frame.Shape.Height);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 1); // pictures a second
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], 1); // pictures
        BinaryPrimitives.WriteUInt32LittleEndian(header[FileHeaderSize..], (uint)frame.Bytes.Length);
        Input.Advance(header.Length);
        Input.Write(frame.Bytes);
    }
}
