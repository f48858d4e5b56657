namespace Vod.Media.Sdp;

/// <summary>One payload type of a media section with what rtpmap, fmtp and rtcp-fb say about it.</summary>
internal sealed class PayloadFormat
{
    /// <summary>0 to 127.</summary>
    public required byte PayloadType { get; init; }

    /// <summary>Encoding name in the case it was written in; empty without rtpmap.</summary>
    public string Codec { get; init; } = "";

    /// <summary>RTP clock in Hz; 0 without rtpmap.</summary>
    public uint ClockRate { get; init; }

    /// <summary>Audio channels as the rtpmap counts them, 1 when it does not say.</summary>
    public uint Channels { get; init; } = 1;

    /// <summary>From fmtp.</summary>
    public required FormatParameters Parameters { get; init; }

    /// <summary>From rtcp-fb, including those given for all formats.</summary>
    public RtcpFeedback Feedback { get; init; }

    /// <summary>Compares the encoding name, which is not case-sensitive (RFC 8866 section 6.6).</summary>
    public bool IsCodec(string name) => Codec.Equals(name, StringComparison.OrdinalIgnoreCase);
}
