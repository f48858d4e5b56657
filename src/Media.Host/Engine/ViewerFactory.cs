using System.Text;
using Vod.Media.Engine;
using Vod.Media.H264.Packetization;
using Vod.Media.Host.Workers;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Rtp;
using Vod.Media.Sdp;

namespace Vod.Media.Host.Engine;

/// <summary>Makes the session of a viewer out of what was agreed on, and writes the answer.</summary>
internal sealed class ViewerFactory(PeerFactory peers, MonotonicClock clock)
{
    private const uint RetransmissionSsrcBits = 0x5555_5554;
    private const uint AudioSsrcBits = 0x3333_3332;

    /// <summary>Makes a session for a worker.</summary>
    public SessionOpenResult Make(SessionId id, SdpOffer offer, PlayAgreement agreement, ViewedMedia media, Worker worker)
    {
        IceCredentials credentials = StreamIdentity.NewCredentials();
        string canonicalName = StreamIdentity.NewCanonicalName();
        PlaybackPeerOptions options = OptionsOf(agreement, media, worker.Pictures, canonicalName, StreamIdentity.NewSsrc());
        PlaybackPeer peer = new(peers.NewTransport(offer, credentials), options, clock.Now);
        return new SessionOpenResult
        {
            Session = new PlaybackSession(id, peer, media.Asset, media.Timeline),
            Answer = SdpAnswer.Build(agreement, peers.Describe(credentials, worker.Port, canonicalName) with
            {
                VideoSsrc = options.VideoStream.Ssrc.Value,
                VideoRetransmissionSsrc = options.VideoRetransmission?.Ssrc.Value ?? 0,
                AudioSsrc = options.AudioStream.Ssrc.Value,
            }),
            File = media.Description,
            Media = media.Description with { HasVideo = options.Video is not null, HasAudio = options.Audio is not null, Codec = CodecOf(agreement) },
        };
    }

    private static PictureCodec CodecOf(PlayAgreement agreement) =>
        agreement.Video is { } picture && CodecName.IsVp8(picture.Format) ? PictureCodec.Vp8 : PictureCodec.H264;

    // Streams of one session share a key, so two of the same SSRC would share nonces (RFC 3711 section 9.1): all three follow from one number and differ.
    private PlaybackPeerOptions OptionsOf(PlayAgreement agreement, ViewedMedia media, CutPictures pictures, string canonicalName, Ssrc first) => new()
    {
        Video = agreement.Video is null ? null : media.Video,
        Pictures = pictures,
        VideoStream = agreement.Video is { } video ? StreamIdentity.NewStream(video, first) : default,
        VideoRetransmission = agreement.Video?.RetransmissionPayloadType is { } rtx
            ? new RtxStream(new PayloadType(rtx), new Ssrc(first.Value ^ RetransmissionSsrcBits), StreamIdentity.NewSequenceNumber())
            : null,
        Audio = agreement.Audio is null ? null : media.Audio,
        AudioStream = agreement.Audio is { } audio ? StreamIdentity.NewStream(audio, new Ssrc(first.Value ^ AudioSsrcBits)) : default,
        PathFeedback = StreamIdentity.PathFeedbackOf(agreement.Video ?? agreement.Audio),
        CanonicalName = Encoding.ASCII.GetBytes(canonicalName),
        Duration = media.Description.Duration,
        Loop = media.Loop,
        Live = media.Live,
        LivePhase = media.LivePhase,
        SharedEpoch = media.SharedEpoch,
        UnixTimeAtZero = clock.UnixTimeAtZero,
        Random = StreamIdentity.NewRandom(),
    };
}
