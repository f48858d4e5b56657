namespace Vod.Api.Whep;

/// <summary>What a player may ask for. Every limit ends in a documented status.</summary>
internal static class WhepLimits
{
    /// <summary>Bytes of an offer: as many as the media plane reads. The largest of a browser seen is below 10 KB; a longer one is answered with 413.</summary>
    public const int MaxOfferBytes = 64 * 1024;

    /// <summary>Bytes of an ICE fragment: room for more than 100 candidates. A longer one is answered with 413.</summary>
    public const int MaxFragmentBytes = 16 * 1024;
}
