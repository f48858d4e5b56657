using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Publishing;
using Vod.Media.Host.Pushing;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Workers;
using Vod.Media.Sdp;

namespace Vod.Media.Host.Engine;

/// <summary>
/// Makes a session out of a command to play: reads the offer, opens the file or finds the publication, agrees on codecs, writes the answer. Runs on the thread pool; the worker gets the
/// finished session.
/// </summary>
internal sealed class SessionOpener(AssetCatalog assets, TimelineAnchors timelines, ViewerFactory viewers)
{
    // Main, level 4: what encoders are told to make, whatever the settings say; browsers decode what they get.
    private static readonly H264ProfileLevelId EncodedProfile = new(77, 0, 40);

    /// <summary>Opens a session on a file for a worker.</summary>
    public async Task<SessionOpenResult> OpenAsync(OpenPlayback command, Worker worker, CancellationToken cancellationToken)
    {
        if (!SdpOffer.TryParse(command.Offer, out SdpOffer? offer, out SdpError error))
        {
            return BadOffer(error);
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

    /// <summary>Opens a session on a publication for a worker.</summary>
    public SessionOpenResult Join(OpenPlayback command, Publication publication, Worker worker)
    {
        if (!SdpOffer.TryParse(command.Offer, out SdpOffer? offer, out SdpError error))
        {
            return BadOffer(error);
        }

        return TryNegotiate(offer, publication.ToOffer(), out PlayAgreement? agreement, out NegotiationFailure failure)
            ? viewers.Make(command.Session, offer, agreement, publication.View(), worker) with { Publication = publication }
            : SessionOpenResult.Failed(SessionEndReason.NoCommonCodec, $"offer and publication do not go together: {failure}");
    }

    /// <summary>Opens a file without a viewer; its index stays in the catalog for a while.</summary>
    public async Task<AssetInspection> InspectAsync(string assetPath, CancellationToken cancellationToken)
    {
        AssetOpenResult opened = await assets.OpenAsync(assetPath, cancellationToken);
        using AssetLease? lease = opened.Lease;
        return new(lease?.Asset.Describe(), opened.Reason, opened.Detail);
    }

    /// <summary>Opens the film of a shared stream to be sent on.</summary>
    public async Task<FilmPushOpenResult> OpenFilmAsync(string assetPath, SharedTimeline timeline, MonotonicClock clock, CancellationToken cancellationToken)
    {
        AssetOpenResult opened = await assets.OpenAsync(assetPath, cancellationToken);
        if (opened.Lease is not { } lease)
        {
            return new(null, opened.Reason, opened.Detail);
        }

        if (FilmPushSource.ObstacleOf(lease.Asset.VideoTrack) is { } obstacle)
        {
            lease.Dispose();
            return new(null, SessionEndReason.NoCommonCodec, obstacle);
        }

        return new(new FilmPushSource(lease, timelines.Join(timeline), timeline.Loop, clock), default, "");
    }

    private static SessionOpenResult BadOffer(SdpError error) => SessionOpenResult.Failed(SessionEndReason.BadOffer, $"the offer cannot be used: {error}");

    private SessionOpenResult Agree(OpenPlayback command, SdpOffer offer, AssetLease lease, Worker worker) =>
        TryNegotiate(offer, OfferOf(lease.Asset), out PlayAgreement? agreement, out NegotiationFailure failure)
            ? viewers.Make(command.Session, offer, agreement, MediaOf(lease, command.Timeline, agreement), worker)
            : SessionOpenResult.Failed(SessionEndReason.NoCommonCodec, $"offer and file do not go together: {failure}");

    private static bool TryNegotiate(SdpOffer offer, MediaOffer ours, [NotNullWhen(true)] out PlayAgreement? agreement, out NegotiationFailure failure)
    {
        using Activity? span = MediaTrace.Source.StartActivity("negotiate");
        return PlayNegotiation.TryNegotiate(offer, ours, out agreement, out failure);
    }

    // The sound of a loop is made for whoever hears it.
    private ViewedMedia MediaOf(AssetLease lease, SharedTimeline? shared, PlayAgreement agreement)
    {
        TimelineLease? timeline = shared is not null ? timelines.Join(shared) : null;
        bool loops = shared is { Loop: true };
        MediaAsset asset = lease.Asset;
        return new()
        {
            Description = asset.Describe(),
            Video = agreement.Video is { } picture && !CodecName.IsVp8(picture.Format) ? asset.InH264 : asset.Video,
            Audio = agreement.Audio is null ? null : loops ? asset.LoopedSound : asset.Sound,
            Loop = loops ? asset.LoopPeriod : null,
            SharedEpoch = timeline?.Epoch,
            Asset = lease,
            Timeline = timeline,
        };
    }

    private static MediaOffer OfferOf(MediaAsset asset) => new()
    {
        HasVp8 = asset.Video is { IsVp8: true },
        Video = asset.InH264 is null ? null : ProfileOf(asset),
        HasAudio = asset.Sound is not null,
        IsStereo = asset.Sound is { Channels: > 1 },
        HeaderExtensions = [],
        MeasuresPath = true,
    };

    private static H264ProfileLevelId ProfileOf(MediaAsset asset) =>
        asset.Picture.Treatment == PictureTreatment.Encoded || asset.VideoTrack?.AvcConfiguration is not { } avc
            ? EncodedProfile
            : H264ProfileLevelId.FromNumber(avc.ProfileLevelId);
}
