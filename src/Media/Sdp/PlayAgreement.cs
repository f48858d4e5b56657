namespace Vod.Media.Sdp;

/// <summary>What an offer to receive and a file have in common.</summary>
internal sealed record PlayAgreement : SessionAgreement;
