using System.Net;
using System.Security.Cryptography;
using Vod.Media.Dtls;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Sdp;

namespace Vod.Media.Host.Engine;

/// <summary>What all sessions of this node have in common: its certificate and its addresses.</summary>
internal sealed class PeerFactory(DtlsContext dtls, DtlsCertificate certificate, IReadOnlyList<IPAddress> addresses, MonotonicClock clock)
{
    /// <summary>A transport that waits for the first check of the browser an offer is from.</summary>
    public PeerTransport NewTransport(SdpOffer offer, IceCredentials credentials) =>
        new(credentials, new DtlsEndpoint(dtls, DtlsRole.Server, offer.Fingerprint), IceTimeouts.Default, clock.Now);

    /// <summary>What an answer tells of this side; without streams that are sent.</summary>
    /// <param name="credentials">Those of the transport.</param>
    /// <param name="port">The port of the worker.</param>
    /// <param name="canonicalName">Of the session.</param>
    public AnswerParameters Describe(IceCredentials credentials, ushort port, string canonicalName) => new()
    {
        SessionId = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) >> 1,
        Credentials = credentials,
        Fingerprint = certificate.Fingerprint,
        Candidates = IceCandidate.ForHost([.. addresses.Select(address => TransportAddress.From(address, port))]),
        StreamId = canonicalName,
        CName = canonicalName,
        VideoSsrc = 0,
        VideoRetransmissionSsrc = 0,
        AudioSsrc = 0,
    };
}
