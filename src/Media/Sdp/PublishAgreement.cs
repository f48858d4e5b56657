namespace Vod.Media.Sdp;

/// <summary>What an offer to send and this server have in common.</summary>
internal sealed record PublishAgreement : SessionAgreement;
