using System.Buffers;
using Vod.Media.H264;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Capture;

/// <summary>Feeds a decoder and collects the one picture it gives.</summary>
internal abstract class StillJob : ITranscoderJob
{
    /// <summary>Largest picture taken: 4096 × 2304 without any compression.</summary>
    public const int MaxPictureBytes = 32 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _picture = new();

    /// <summary>What the decoder has given: a PNG file, or nothing.</summary>
    public ReadOnlyMemory<byte> Picture => _picture.WrittenMemory;

    /// <summary>What the decoder gets next.</summary>
    protected ArrayBufferWriter<byte> Input { get; } = new();

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <inheritdoc/>
    public abstract ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    public bool TakeOutput(ReadOnlySpan<byte> bytes)
    {
        if (_picture.WrittenCount + bytes.Length > MaxPictureBytes)
        {
            return false;
        }

        _picture.Write(bytes);
        return true;
    }

    /// <summary>Adds parameter sets to the input, as an H.264 byte stream (ITU-T H.264, Annex B).</summary>
    protected void WriteParameterSets(AvcConfiguration configuration)
    {
        foreach (ReadOnlyMemory<byte> set in configuration.SequenceParameterSets.Concat(configuration.PictureParameterSets))
        {
            WriteNalUnit(set.Span);
        }
    }

    /// <summary>Adds an access unit to the input, as an H.264 byte stream.</summary>
    protected void WriteAccessUnit(ReadOnlySpan<byte> bytes, int nalLengthSize)
    {
        AvccReader reader = new(bytes, nalLengthSize);
        while (reader.TryRead(out ReadOnlySpan<byte> nal))
        {
            WriteNalUnit(nal);
        }
    }

    private void WriteNalUnit(ReadOnlySpan<byte> nal)
    {
        Input.Write(StartCode);
        Input.Write(nal);
    }
}
