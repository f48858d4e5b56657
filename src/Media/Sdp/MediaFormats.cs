namespace Vod.Media.Sdp;

/// <summary>Gathers the formats of one media section while its attributes are read.</summary>
internal sealed class MediaFormats
{
    private readonly List<Entry> _entries = [];
    private RtcpFeedback _feedbackForAll;

    /// <summary>Adds a format of the media line; words that are no payload types and repetitions are passed over.</summary>
    public void Add(ReadOnlySpan<char> word)
    {
        if (SdpText.TryParse(word, out uint payloadType) && payloadType < SdpLimits.MaxFormats && Find(payloadType) is null)
        {
            _entries.Add(new Entry((byte)payloadType));
        }
    }

    /// <summary>rtpmap: "102 H264/90000", "111 opus/48000/2".</summary>
    public void ApplyRtpMap(ReadOnlySpan<char> value)
    {
        if (FindByPrefix(ref value) is not { } entry)
        {
            return;
        }

        ReadOnlySpan<char> codec = SdpText.Split(value.Trim(), '/', out ReadOnlySpan<char> rest);
        ReadOnlySpan<char> clock = SdpText.Split(rest, '/', out ReadOnlySpan<char> channels);
        if (SdpText.IsToken(codec) && SdpText.TryParse(clock, out uint clockRate))
        {
            entry.Codec = codec.ToString();
            entry.ClockRate = clockRate;
            entry.Channels = SdpText.TryParse(channels, out uint count) ? count : 1;
        }
    }

    /// <summary>fmtp: "102 packetization-mode=1;profile-level-id=42e01f".</summary>
    public void ApplyParameters(ReadOnlySpan<char> value) => FindByPrefix(ref value)?.Parameters.Add(value);

    /// <summary>rtcp-fb: "102 nack pli", "* nack".</summary>
    public void ApplyFeedback(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> text = value;
        if (SdpText.NextWord(ref text) is "*")
        {
            _feedbackForAll |= RtcpFeedbackText.Parse(text.Trim());
        }
        else if (FindByPrefix(ref value) is { } entry)
        {
            entry.Feedback |= RtcpFeedbackText.Parse(value.Trim());
        }
    }

    /// <summary>The formats in the order of the media line.</summary>
    public PayloadFormat[] Build() =>
    [
        .. _entries.Select(entry => new PayloadFormat
        {
            PayloadType = entry.PayloadType,
            Codec = entry.Codec,
            ClockRate = entry.ClockRate,
            Channels = entry.Channels,
            Parameters = entry.Parameters,
            Feedback = entry.Feedback | _feedbackForAll,
        }),
    ];

    // Attributes of a payload type that is not in the media line are left over from a page that has removed a codec.
    private Entry? FindByPrefix(ref ReadOnlySpan<char> value) =>
        SdpText.TryParse(SdpText.NextWord(ref value), out uint payloadType) ? Find(payloadType) : null;

    private Entry? Find(uint payloadType) => _entries.Find(entry => entry.PayloadType == payloadType);

    private sealed class Entry(byte payloadType)
    {
        public byte PayloadType { get; } = payloadType;
        public FormatParameters Parameters { get; } = new();
        public string Codec { get; set; } = "";
        public uint ClockRate { get; set; }
        public uint Channels { get; set; } = 1;
        public RtcpFeedback Feedback { get; set; }
    }
}
