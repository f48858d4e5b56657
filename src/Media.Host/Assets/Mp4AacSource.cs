using Vod.Media.Aac;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Host.Assets;

/// <summary>The AAC track of an MP4 file as access units for the transcoder.</summary>
internal sealed class Mp4AacSource : IAacSource
{
    private static readonly int[] AdtsFrequencies = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
    private readonly IAssetContent _content;
    private readonly SampleIndex _samples;

    /// <param name="content">The file.</param>
    /// <param name="track">An AAC track with at least one sample.</param>
    public Mp4AacSource(IAssetContent content, Mp4Track track)
    {
        AudioSpecificConfig config = track.AudioSpecificConfig!;
        _content = content;
        _samples = track.Samples;
        Framing = new AdtsFraming(
            (int)config.ObjectType, Array.IndexOf(AdtsFrequencies, config.SamplingFrequency), config.ChannelConfiguration);
        Channels = config.HasParametricStereo ? 2 : config.ChannelCount;

        // With spectral band replication the decoder puts out the doubled rate.
        int factor = config.HasSpectralBandReplication && config.ExtensionSamplingFrequency == 2 * config.SamplingFrequency ? 2 : 1;
        int rate = config.SamplingFrequency * factor;
        long start = MediaTime.Rescale(_samples.GetSample(0).CompositionTime, track.Timescale, (uint)rate);
        Timeline = new AacTimeline(_samples.Count, rate, config.FrameLength * factor, -start);
    }

    /// <inheritdoc/>
    public AacTimeline Timeline { get; }

    /// <inheritdoc/>
    public AdtsFraming Framing { get; }

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public async ValueTask<int> ReadFrameAsync(int index, Memory<byte> destination, CancellationToken cancellation)
    {
        MediaSample sample = _samples.GetSample(index);
        if (sample.Size > destination.Length)
        {
            return 0;
        }

        int read = await _content.ReadAsync(sample.Offset, destination[..sample.Size], cancellation);
        return read == sample.Size ? read : throw new EndOfStreamException($"the file ends inside audio sample {index}");
    }
}
