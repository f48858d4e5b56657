using System.Text;
using Vod.Media.Engine;
using Vod.Media.Host.Publishing;
using Vod.Media.Host.Workers;
using Vod.Media.Ice;
using Vod.Media.Publish;
using Vod.Media.Sdp;

namespace Vod.Media.Host.Engine;

/// <summary>Makes a session out of a command to publish: reads the offer, agrees on codecs, writes the answer. Nothing in it waits; the worker gets the finished session.</summary>
internal sealed class SessionPublisher(PeerFactory peers, MonotonicClock clock)
{
    /// <summary>Makes a session for a worker.</summary>
    public SessionOpenResult Open(OpenPublication command, Worker worker)
    {
        if (!SdpOffer.TryParse(command.Offer, out SdpOffer? offer, out SdpError error))
        {
            return SessionOpenResult.Failed(SessionEndReason.BadOffer, $"the offer cannot be used: {error}");
        }

        return PublishNegotiation.TryNegotiate(offer, out PublishAgreement? agreement, out NegotiationFailure failure)
            ? Make(command.Session, offer, agreement, worker)
            : SessionOpenResult.Failed(SessionEndReason.NoCommonCodec, $"nothing that is offered can be taken: {failure}");
    }

    private SessionOpenResult Make(SessionId id, SdpOffer offer, PublishAgreement agreement, Worker worker)
    {
        IceCredentials credentials = StreamIdentity.NewCredentials();
        string canonicalName = StreamIdentity.NewCanonicalName();
        Publication publication = new(clock, agreement, () => worker.Post(new WorkerCommand.RequestKeyFrame(id)));
        PublishPeerOptions options = PublishPeerOptions.Of(agreement, StreamIdentity.NewSsrc(), Encoding.ASCII.GetBytes(canonicalName), StreamIdentity.NewRandom());
        PublishPeer peer = new(peers.NewTransport(offer, credentials), options, publication, clock.Now);
        return new SessionOpenResult
        {
            Session = new PublishSession(id, peer, publication),
            Publication = publication,
            Answer = SdpAnswer.Build(agreement, peers.Describe(credentials, worker.Port, canonicalName)),
            File = publication.Describe(),
            Media = publication.Describe(),
        };
    }
}
