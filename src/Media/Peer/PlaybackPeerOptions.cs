using Vod.Media.Bandwidth;
using Vod.Media.H264.Packetization;
using Vod.Media.Live;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>What a <see cref="PlaybackPeer"/> plays and under which identities.</summary>
internal sealed record PlaybackPeerOptions
{
    /// <summary>The picture; null when there is none or the browser does not want it.</summary>
    public VideoSource? Video { get; init; }

    /// <summary>The pictures of the worker the viewer is on.</summary>
    public required CutPictures Pictures { get; init; }

    /// <summary>Identity of the video stream.</summary>
    public RtpStream VideoStream { get; init; }

    /// <summary>The retransmission stream of the video; null when it was not agreed on.</summary>
    public RtxStream? VideoRetransmission { get; init; }

    /// <summary>The sound; null when there is none or the browser does not want it.</summary>
    public IOpusSource? Audio { get; init; }

    /// <summary>Identity of the audio stream.</summary>
    public RtpStream AudioStream { get; init; }

    /// <summary>How the viewer tells what its path carries.</summary>
    public PathFeedback PathFeedback { get; init; }

    /// <summary>RTCP CNAME in UTF-8, the same as in the answer (RFC 3550 section 6.5.1).</summary>
    public required byte[] CanonicalName { get; init; }

    /// <summary>Length of the file.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The period of a file that loops; null for one that is played once.</summary>
    public LoopPeriod? Loop { get; init; }

    /// <summary>The publication that picture and sound are of; null for a file.</summary>
    public LiveStream? Live { get; init; }

    /// <summary>How much later than necessary a viewer of a publication gets everything, so that its viewers do not get it at the same moment.</summary>
    public TimeSpan LivePhase { get; init; }

    /// <summary>The moment of presentation time zero of a shared timeline; null for a timeline of the viewer's own.</summary>
    public MonotonicTime? SharedEpoch { get; init; }

    /// <summary>Wall-clock time at <see cref="MonotonicTime.Zero"/>, as a span since the Unix epoch.</summary>
    public TimeSpan UnixTimeAtZero { get; init; }

    /// <summary>Source of the variation of report intervals.</summary>
    public required Random Random { get; init; }
}
