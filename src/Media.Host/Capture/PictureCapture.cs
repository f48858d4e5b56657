using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;
using Vod.Media.Live;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Capture;

/// <summary>Takes pictures out of files and publications by an ffmpeg child that sees nothing but its pipes.</summary>
internal sealed class PictureCapture(PreparationOptions options, FfmpegLocation ffmpeg, TimeProvider clock) : IDisposable
{
    /// <summary>Decoders at work at the same time. A picture takes a core for up to a second, and viewers come first.</summary>
    public const int MaxAtOnce = 1;

    /// <summary>Pictures that wait for a decoder; more are refused at once.</summary>
    public const int MaxWaiting = 8;

    /// <summary>
    /// Samples that are decoded for one picture: a minute at 60 pictures a second. Of a file without a key frame for longer no picture is taken.
    /// </summary>
    public const int MaxSamples = 3600;

    /// <summary>Bytes of those samples.</summary>
    public const long MaxBytes = 256 * 1024 * 1024;

    private readonly TranscoderProcess _process = new(clock);
    private readonly SemaphoreSlim _turn = new(MaxAtOnce);
    private int _asked;

    /// <summary>The picture that is shown at a position of the file.</summary>
    public async Task<CapturedPicture> TakeAsync(MediaAsset asset, TimeSpan position, CancellationToken cancellation)
    {
        if (asset.VideoTrack is null)
        {
            return new(CaptureOutcome.NoVideo, default, "");
        }

        PicturePlan plan = PicturePlan.For(asset.VideoTrack, position);
        if (plan.Count > MaxSamples || plan.Bytes > MaxBytes)
        {
            return Failed($"the key frame before is {plan.Count} pictures and {plan.Bytes} bytes away");
        }

        if (asset.VideoTrack.SampleEntries.All(static entry => entry.AvcConfiguration is not null))
        {
            return await TakeAsync(new PictureJob(asset.Content, asset.VideoTrack, plan), PictureArguments.For(plan, asset.VideoTrack.Rotation), cancellation);
        }

        if (DecoderInput.For(asset.VideoTrack) is not { } entries)
        {
            return Failed("there is no decoder for the picture");
        }

        CodedPictureJob job = new(asset.Content, asset.VideoTrack, plan, entries);
        return await TakeAsync(job, job.Arguments, cancellation);
    }

    /// <summary>A key picture of a publication.</summary>
    public Task<CapturedPicture> TakeAsync(LiveKeyFrame frame, CancellationToken cancellation) =>
        TakeAsync(new KeyFrameJob(frame), PictureArguments.ForKeyFrame(isIvf: frame.Shape.Configuration is null), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<CapturedPicture> TakeAsync(StillJob job, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (ffmpeg.Path is null)
        {
            return Failed(ffmpeg.Problem!);
        }

        try
        {
            return Interlocked.Increment(ref _asked) <= MaxAtOnce + MaxWaiting ? await DecodeAsync(job, arguments, cancellation) : Failed("too many pictures are being taken");
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }
    }

    private async Task<CapturedPicture> DecodeAsync(StillJob job, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            TranscoderResult result = await _process.RunAsync(ffmpeg.Path!, arguments, options.SoundLimits(), job, cancellation);
            return result is { Outcome: TranscoderOutcome.Exited, ExitCode: 0 } && job.Picture.Length > 0
                ? new(CaptureOutcome.Taken, job.Picture, "")
                : Failed(result.ToString());
        }
        finally
        {
            _turn.Release();
        }
    }

    private static CapturedPicture Failed(string detail) => new(CaptureOutcome.Failed, default, detail);
}
