using Vod.Media.H264.Packetization;
using Vod.Media.Mp4;
using Vod.Media.Rtp;
using Vod.Media.Timing;
using Vod.Media.Vp8;

namespace Vod.Media.Playback;

/// <summary>The picture of a file: immutable.</summary>
internal sealed class FileVideo : VideoSource
{
    /// <summary>
    /// Largest sample that is played: a key frame of level 5.2 at its highest bitrate is well below. A viewer holds a sample as a whole, so this bounds its memory.
    /// </summary>
    public const int MaxSampleBytes = 8 * 1024 * 1024;

    private readonly PictureFormat[] _formats;

    /// <param name="track">A video track without a fault.</param>
    /// <param name="prepared">Its picture encoded anew, if that is to be played; without it, it must be H.264 or VP8.</param>
    /// <param name="isPlayableAsIs">Whether a browser can be sent what is in the file, if need be thinned.</param>
    /// <param name="file">What can be had of the file at once; null if nothing can.</param>
    public FileVideo(Mp4Track track, IPictureSource? prepared = null, bool isPlayableAsIs = true, IResidentFile? file = null)
    {
        File = file;
        Samples = track.Samples;
        Timescale = track.Timescale;
        Prepared = prepared;
        IsVp8 = prepared is null && track.Codec == Mp4Codec.Vp8;
        _formats = [.. track.SampleEntries.Select(FormatOf).OfType<PictureFormat>()];
        IsPlayableAsIs = isPlayableAsIs && _formats.Length == track.SampleEntries.Count;
        IsReordered = track.Samples.HasReordering;
        Duration = new MediaTime(Math.Max(0, track.Samples.EndTime), track.Timescale).ToTimeSpan();
        AverageBitrate = Duration > TimeSpan.Zero ? (long)(track.Samples.TotalBytes * 8 / Duration.TotalSeconds) : 0;
    }

    /// <summary>Where the samples are.</summary>
    public SampleIndex Samples { get; }

    /// <inheritdoc/>
    public override uint Timescale { get; }

    /// <summary>The picture encoded anew; null when what is in the file is played.</summary>
    public IPictureSource? Prepared { get; }

    /// <summary>Whether viewers get VP8; else they get H.264.</summary>
    public bool IsVp8 { get; }

    /// <summary>What can be had of the file at once; null if nothing can.</summary>
    public IResidentFile? File { get; }

    /// <summary>Whether a browser can be sent what is in the file, if need be thinned.</summary>
    public bool IsPlayableAsIs { get; }

    /// <summary>How a sample becomes packets: as its sample entry says. Only where <see cref="IsPlayableAsIs"/>.</summary>
    public PictureFormat FormatOf(int sample) => _formats.Length == 1 ? _formats[0] : _formats[Samples.GetSampleEntry(sample)];

    /// <summary>
    /// Whether pictures are decoded in another order than they are shown in. WebRTC has no decoding order of its own, so such a stream is encoded anew, or
    /// played thinned.
    /// </summary>
    public bool IsReordered { get; }

    /// <summary>When the last picture ends.</summary>
    public TimeSpan Duration { get; }

    /// <inheritdoc/>
    public override long AverageBitrate { get; }

    private static PictureFormat? FormatOf(Mp4SampleEntry entry) => entry switch
    {
        { AvcConfiguration: { } avc } => new H264PayloadFormat(avc.NalLengthSize, [.. avc.SequenceParameterSets], [.. avc.PictureParameterSets]),
        { Codec: Mp4Codec.Vp8 } => Vp8PayloadFormat.Instance,
        _ => null,
    };
}
