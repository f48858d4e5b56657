namespace Vod.Media.Sdp;

/// <summary>One section of the agreement, in the order of the offer.</summary>
/// <param name="Offered">The section of the offer.</param>
/// <param name="Use">What becomes of it.</param>
/// <param name="Format">The one format the answer names; null for a rejected section.</param>
internal sealed record AgreedSection(MediaDescription Offered, SectionUse Use, PayloadFormat? Format);
