using System.Buffers;
using Vod.Media.H264;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Capture;

/// <summary>Feeds a decoder the samples of a plan: those of H.264, as a byte stream.</summary>
internal sealed class PictureJob(IAssetContent content, Mp4Track track, PicturePlan plan) : StillJob
{
    private int _fed;

    /// <inheritdoc/>
    public override async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        Input.ResetWrittenCount();
        AvcConfiguration configuration = track.AvcConfiguration!;
        if (_fed == 0)
        {
            WriteParameterSets(configuration);
        }

        while (Input.WrittenCount == 0 || _fed == 0)
        {
            if (_fed == plan.Count)
            {
                break;
            }

            await WriteSampleAsync(track.Samples.GetSample(plan.First + _fed++), configuration.NalLengthSize, cancellation);
        }

        return Input.WrittenMemory;
    }

    private async ValueTask WriteSampleAsync(MediaSample sample, int nalLengthSize, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, sample.Size));
        try
        {
            int read = await content.ReadAsync(sample.Offset, buffer.AsMemory(0, sample.Size), cancellation);
            WriteAccessUnit(buffer.AsSpan(0, read), nalLengthSize);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
