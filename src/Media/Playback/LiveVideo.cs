using Vod.Media.H264.Packetization;

namespace Vod.Media.Playback;

/// <summary>A picture that comes while it is played.</summary>
internal abstract class LiveVideo : VideoSource
{
    /// <summary>Its pictures for one viewer.</summary>
    /// <param name="pictures">Those of the worker of that viewer.</param>
    public abstract LiveSupply Open(CutPictures pictures);
}
