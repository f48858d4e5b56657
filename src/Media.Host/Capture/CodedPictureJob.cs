using System.Buffers;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Matroska;
using Vod.Media.Mp4;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Host.Capture;

/// <summary>Feeds a decoder the samples of a plan in Matroska: those of any codec but H.264.</summary>
internal sealed class CodedPictureJob : StillJob
{
    private readonly SampleReader _reader;
    private readonly Mp4Track _track;
    private readonly PicturePlan _plan;
    private readonly MatroskaWriter _writer = new();
    private readonly long _origin;
    private int _fed;

    /// <param name="content">The file.</param>
    /// <param name="track">The track.</param>
    /// <param name="plan">What is fed, and which picture is wanted.</param>
    /// <param name="entries">How a decoder is told of each of its sample entries.</param>
    public CodedPictureJob(IAssetContent content, Mp4Track track, PicturePlan plan, IReadOnlyList<CodedPicture> entries)
    {
        _reader = new SampleReader(content, track.Samples);
        _track = track;
        _plan = plan;
        _origin = Enumerable.Range(plan.First, plan.Count).Min(i => track.Samples.GetSample(i).CompositionTime);
        CodedPicture coded = entries[track.Samples.GetSampleEntry(plan.First)];
        MatroskaWriter.WriteStart(Input, coded.Track);
        Arguments = PictureArguments.ForTime(TimeOf(track.Samples.GetSample(plan.First + plan.Count - 1)), track.Rotation);
    }

    /// <summary>What the decoder is told: to give the picture of the last sample.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <inheritdoc/>
    public override async ValueTask<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        if (_fed > 0)
        {
            Input.ResetWrittenCount();
        }

        while (_fed < _plan.Count && (_fed == 0 || Input.WrittenCount == 0))
        {
            int index = _plan.First + _fed++;
            MediaSample sample = _track.Samples.GetSample(index);
            ReadOnlyMemory<byte> bytes = await _reader.ReadAsync(index, cancellation);
            if (bytes.Length > 0)
            {
                _writer.WriteFrameStart(Input, TimeOf(sample), sample.IsSync, bytes.Length);
                Input.Write(bytes.Span);
            }
        }

        return Input.WrittenMemory;
    }

    private long TimeOf(MediaSample sample) => MediaTime.Rescale(sample.CompositionTime - _origin, _track.Timescale, 1000);
}
