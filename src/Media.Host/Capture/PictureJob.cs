using System.Buffers;
using Vod.Media.H264;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Capture;

/// <summary>Feeds a decoder the samples of a plan as an H.264 byte stream (ITU-T H.264, Annex B) and collects the picture it gives.</summary>
internal sealed class PictureJob(IAssetContent content, Mp4Track track, PicturePlan plan) : ITranscoderJob
{
    /// <summary>Largest picture taken: 4096 × 2304 without any compression.</summary>
    public const int MaxPictureBytes = 32 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _input = new();
    private readonly ArrayBufferWriter<byte> _picture = new();
    private int _fed;

    /// <summary>What the decoder has given: a PNG file, or nothing.</summary>
    public ReadOnlyMemory<byte> Picture => _picture.WrittenMemory;

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        _input.ResetWrittenCount();
        AvcConfiguration configuration = track.AvcConfiguration!;
        if (_fed == 0)
        {
            WriteParameterSets(configuration);
        }

        while (_input.WrittenCount == 0 || _fed == 0)
        {
            if (_fed == plan.Count)
            {
                break;
            }

            await WriteSampleAsync(track.Samples.GetSample(plan.First + _fed++), configuration.NalLengthSize, cancellation);
        }

        return _input.WrittenMemory;
    }

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

    private void WriteParameterSets(AvcConfiguration configuration)
    {
        foreach (ReadOnlyMemory<byte> set in configuration.SequenceParameterSets.Concat(configuration.PictureParameterSets))
        {
            WriteNalUnit(set.Span);
        }
    }

    private async ValueTask WriteSampleAsync(MediaSample sample, int nalLengthSize, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, sample.Size));
        try
        {
            int read = await content.ReadAsync(sample.Offset, buffer.AsMemory(0, sample.Size), cancellation);
            AvccReader reader = new(buffer.AsSpan(0, read), nalLengthSize);
            while (reader.TryRead(out ReadOnlySpan<byte> nal))
            {
                WriteNalUnit(nal);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void WriteNalUnit(ReadOnlySpan<byte> nal)
    {
        _input.Write(StartCode);
        _input.Write(nal);
    }
}
