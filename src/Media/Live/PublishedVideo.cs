using Vod.Media.H264.Packetization;
using Vod.Media.Playback;

namespace Vod.Media.Live;

/// <summary>The picture of a publication, for all who watch it.</summary>
internal sealed class PublishedVideo(LiveStream stream) : LiveVideo
{
    /// <inheritdoc/>
    public override uint Timescale => (uint)TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long AverageBitrate => stream.Bitrate;

    /// <inheritdoc/>
    public override LiveSupply Open(CutPictures pictures) => new LivePictures(stream, pictures);
}
