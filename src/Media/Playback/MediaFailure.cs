namespace Vod.Media.Playback;

/// <summary>Media that does not come.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Detail">One line for the operator's log.</param>
internal sealed record MediaFailure(MediaFault Fault, string Detail)
{
    /// <summary>Whether it may come if it is asked for again later: the storage may be back then.</summary>
    public bool IsPassing => Fault is MediaFault.Unreadable or MediaFault.GaveUp;
}
