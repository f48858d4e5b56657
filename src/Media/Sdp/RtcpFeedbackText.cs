namespace Vod.Media.Sdp;

/// <summary>The names of <see cref="RtcpFeedback"/> in rtcp-fb attributes.</summary>
internal static class RtcpFeedbackText
{
    private static readonly (RtcpFeedback Flag, string Name)[] Names =
    [
        (RtcpFeedback.Nack, "nack"),
        (RtcpFeedback.NackPli, "nack pli"),
        (RtcpFeedback.CcmFir, "ccm fir"),
        (RtcpFeedback.TransportCc, "transport-cc"),
        (RtcpFeedback.GoogRemb, "goog-remb"),
    ];

    /// <summary>Parses the part after the payload type; none for a message this server has no use for.</summary>
    public static RtcpFeedback Parse(ReadOnlySpan<char> text)
    {
        foreach ((RtcpFeedback flag, string name) in Names)
        {
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return flag;
            }
        }

        return RtcpFeedback.None;
    }

    /// <summary>The names of a set, one per rtcp-fb line.</summary>
    public static IEnumerable<string> NamesOf(RtcpFeedback feedback) =>
        Names.Where(entry => feedback.HasFlag(entry.Flag)).Select(entry => entry.Name);
}
