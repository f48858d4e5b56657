using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Vod.Media.Bandwidth;
using Vod.Media.Dtls;
using Vod.Media.Engine;
using Vod.Media.H264.Packetization;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Workers;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Rtp;
using Vod.Media.Sdp;

namespace Vod.Media.Host.Engine;

/// <summary>
/// Makes a session out of a command: reads the offer, opens the file, agrees on codecs, writes the answer. Runs on the thread pool; the worker gets the finished
/// session. All random numbers of a session are drawn here.
/// </summary>
internal sealed class SessionOpener(
    AssetCatalog assets,
    TimelineAnchors timelines,
    DtlsContext dtls,
    DtlsCertificate certificate,
    IReadOnlyList<IPAddress> addresses,
    MonotonicClock clock)
{
    private const int CanonicalNameBytes = 12;

    // Main, level 4: what encoders are told to make, whatever the settings say; browsers decode what they get.
    private static readonly H264ProfileLevelId EncodedProfile = new(77, 0, 40);

    private const uint RetransmissionSsrcBits = 0x5555_5554;
    private const uint AudioSsrcBits = 0x3333_3332;

    /// <summary>Opens a session for a worker.</summary>
    public async Task<SessionOpenResult> OpenAsync(OpenPlayback command, Worker worker, CancellationToken cancellationToken)
    {
        if (!SdpOffer.TryParse(command.Offer, out SdpOffer? offer, out SdpError error))
        {
            return SessionOpenResult.Failed(SessionEndReason.BadOffer, $"the offer cannot be used: {error}");
        }

        AssetOpenResult opened = await assets.OpenAsync(command.AssetPath, cancellationToken);
        if (opened.Lease is null)
        {
            return SessionOpenResult.Failed(opened.Reason, opened.Detail);
        }

        SessionOpenResult result = default;
        try
        {
            result = Agree(command, offer, opened.Lease, worker);
            return result;
        }
        finally
        {
            if (result.Session is null)
            {
                opened.Lease.Dispose();
            }
        }
    }

    /// <summary>Opens a file without a viewer; its index stays in the catalog for a while.</summary>
    public async Task<AssetInspection> InspectAsync(string assetPath, CancellationToken cancellationToken)
    {
        AssetOpenResult opened = await assets.OpenAsync(assetPath, cancellationToken);
        using AssetLease? lease = opened.Lease;
        return new(lease?.Asset.Describe(), opened.Reason, opened.Detail);
    }

    private SessionOpenResult Agree(OpenPlayback command, SdpOffer offer, AssetLease lease, Worker worker) =>
        TryNegotiate(offer, lease, out PlayAgreement? agreement, out NegotiationFailure failure)
            ? Build(command, offer, agreement, lease, worker)
            : SessionOpenResult.Failed(SessionEndReason.NoCommonCodec, $"offer and file do not go together: {failure}");

    private static bool TryNegotiate(SdpOffer offer, AssetLease lease, [NotNullWhen(true)] out PlayAgreement? agreement, out NegotiationFailure failure)
    {
        using Activity? span = MediaTrace.Source.StartActivity("negotiate");
        return PlayNegotiation.TryNegotiate(offer, OfferOf(lease.Asset), out agreement, out failure);
    }

    private SessionOpenResult Build(OpenPlayback command, SdpOffer offer, PlayAgreement agreement, AssetLease lease, Worker worker)
    {
        TimelineLease? timeline = command.Timeline is { } shared ? timelines.Join(shared) : null;
        IceCredentials credentials = IceCredentials.FromRandom(RandomNumberGenerator.GetBytes(IceCredentials.RandomLength));
        string canonicalName = Convert.ToBase64String(RandomNumberGenerator.GetBytes(CanonicalNameBytes));
        PlaybackPeerOptions options = OptionsOf(agreement, lease.Asset, worker.Pictures, canonicalName, command.Timeline is { Loop: true }) with
        {
            SharedEpoch = timeline?.Epoch,
        };
        DtlsEndpoint endpoint = new(dtls, DtlsRole.Server, offer.Fingerprint);
        PeerTransport transport = new(credentials, endpoint, IceTimeouts.Default, clock.Now);
        PlaybackPeer peer = new(transport, options, clock.Now);
        return new SessionOpenResult
        {
            Session = new PlaybackSession(command.Session, peer, lease, timeline),
            Answer = AnswerOf(agreement, options, credentials, worker.Port, canonicalName),
            File = lease.Asset.Describe(),
            Media = lease.Asset.Describe() with { HasVideo = options.Video is not null, HasAudio = options.Audio is not null },
        };
    }

    private PlaybackPeerOptions OptionsOf(PlayAgreement agreement, MediaAsset asset, CutPictures pictures, string canonicalName, bool loops) =>
        OptionsOf(agreement, asset, pictures, canonicalName, loops, RandomSsrc());

    // Streams of one session share a key, so two of the same SSRC would share nonces (RFC 3711 section 9.1): all three follow from one number and differ.
    private PlaybackPeerOptions OptionsOf(PlayAgreement agreement, MediaAsset asset, CutPictures pictures, string canonicalName, bool loops, Ssrc first) => new()
    {
        Video = agreement.Video is null ? null : asset.Video,
        Pictures = pictures,
        VideoStream = agreement.Video is { } video ? RandomStream(video, first) : default,
        VideoRetransmission = agreement.Video?.RetransmissionPayloadType is { } rtx
            ? new RtxStream(new PayloadType(rtx), new Ssrc(first.Value ^ RetransmissionSsrcBits), RandomSequenceNumber())
            : null,
        Audio = agreement.Audio is null ? null : loops ? asset.LoopedSound : asset.Sound,
        AudioStream = agreement.Audio is { } audio ? RandomStream(audio, new Ssrc(first.Value ^ AudioSsrcBits)) : default,
        PathFeedback = PathFeedbackOf(agreement.Video ?? agreement.Audio),
        CanonicalName = Encoding.ASCII.GetBytes(canonicalName),
        Duration = asset.Duration,
        Loop = loops ? asset.LoopPeriod : null,
        UnixTimeAtZero = clock.UnixTimeAtZero,
        Random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
    };

    private string AnswerOf(
        PlayAgreement agreement, PlaybackPeerOptions options, IceCredentials credentials, ushort port, string canonicalName) =>
        SdpAnswer.Build(agreement, new AnswerParameters
        {
            SessionId = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) >> 1,
            Credentials = credentials,
            Fingerprint = certificate.Fingerprint,
            Candidates = IceCandidate.ForHost([.. addresses.Select(address => TransportAddress.From(address, port))]),
            StreamId = canonicalName,
            CName = canonicalName,
            VideoSsrc = options.VideoStream.Ssrc.Value,
            VideoRetransmissionSsrc = options.VideoRetransmission?.Ssrc.Value ?? 0,
            AudioSsrc = options.AudioStream.Ssrc.Value,
        });

    private static MediaOffer OfferOf(MediaAsset asset) => new()
    {
        Video = asset.Video is null ? null : ProfileOf(asset),
        HasAudio = asset.Sound is not null,
        IsStereo = asset.Sound is { Channels: > 1 },
        HeaderExtensions = [],
        MeasuresPath = true,
    };

    private static H264ProfileLevelId ProfileOf(MediaAsset asset) =>
        asset.Picture.Treatment == PictureTreatment.Encoded || asset.VideoTrack?.AvcConfiguration is not { } avc
            ? EncodedProfile
            : H264ProfileLevelId.FromNumber(avc.ProfileLevelId);

    private static PathFeedback PathFeedbackOf(AgreedStream? stream) =>
        stream is null ? PathFeedback.ReceiverReports
        : stream.Feedback.HasFlag(RtcpFeedback.TransportCc) ? PathFeedback.TransportWide
        : stream.Feedback.HasFlag(RtcpFeedback.GoogRemb) ? PathFeedback.ReceiverEstimate : PathFeedback.ReceiverReports;

    private static RtpStream RandomStream(AgreedStream stream, Ssrc ssrc) =>
        new(new PayloadType(stream.PayloadType), ssrc, RandomSequenceNumber(), new RtpTimestamp(RandomNumber()), ExtensionsOf(stream));

    private static RtpExtensionIds ExtensionsOf(AgreedStream stream) =>
        new(Mid: 0, stream.ExtensionId(HeaderExtensionUri.TransportWideCc), stream.ExtensionId(HeaderExtensionUri.AbsSendTime));

    // 0 is avoided: some receivers take it for "not set".
    private static Ssrc RandomSsrc() => new(RandomNumber() | 1);

    // Below 2^15, so that losing the first packets cannot make the receiver guess the rollover counter wrong (RFC 3711 section 3.3.1).
    private static SequenceNumber RandomSequenceNumber() => new((ushort)(RandomNumber() & 0x7FFF));

    private static uint RandomNumber() => BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
}
