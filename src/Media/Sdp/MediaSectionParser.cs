namespace Vod.Media.Sdp;

/// <summary>Gathers one media section line by line.</summary>
internal sealed class MediaSectionParser
{
    private const string RtpProfileMark = "RTP/";

    private readonly MediaFormats _formats = new();
    private readonly List<HeaderExtension> _extensions = [];
    private readonly List<string> _candidates = [];
    private readonly List<MediaStreamId> _streamIds = [];
    private readonly List<SsrcSource> _sources = [];
    private readonly List<SsrcGroup> _groups = [];
    private string _mediaType = "";
    private string _protocol = "";
    private string _firstFormat = "";
    private int _port;
    private MediaDirection? _direction;
    private bool _hasRtcpMux;
    private bool _hasRtcpReducedSize;
    private bool _isBundleOnly;
    private bool _hasEndOfCandidates;
    private TransportAttributes _transport;

    /// <summary>Name of the section; null when it has none.</summary>
    public string? Mid { get; private set; }

    /// <summary>Reads a media line: "video 9 UDP/TLS/RTP/SAVPF 96 97".</summary>
    public SdpError Begin(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> mediaType = SdpText.NextWord(ref value);
        ReadOnlySpan<char> port = SdpText.Split(SdpText.NextWord(ref value), '/', out _);
        ReadOnlySpan<char> protocol = SdpText.NextWord(ref value);
        ReadOnlySpan<char> format = SdpText.NextWord(ref value);
        if (!SdpText.IsToken(mediaType) || !SdpText.IsToken(protocol) || !SdpText.IsToken(format)
            || !SdpText.TryParse(port, out uint number) || number > ushort.MaxValue)
        {
            return SdpError.NotSdp;
        }

        _mediaType = mediaType.ToString();
        _port = (int)number;
        _protocol = protocol.ToString();
        _firstFormat = format.ToString();
        bool isRtp = protocol.Contains(RtpProfileMark, StringComparison.OrdinalIgnoreCase);
        for (int count = 1; !format.IsEmpty; count++)
        {
            if (count > SdpLimits.MaxFormats)
            {
                return SdpError.TooManyFormats;
            }

            if (isRtp)
            {
                _formats.Add(format);
            }

            format = SdpText.NextWord(ref value);
        }

        return SdpError.None;
    }

    /// <summary>Takes one attribute; unknown ones are passed over.</summary>
    public void Apply(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (!_transport.TryApply(name, value) && !ApplyFlag(name))
        {
            ApplyValue(name, value);
        }
    }

    /// <summary>Finishes the section with what it inherits.</summary>
    public MediaDescription Build(TransportAttributes session, MediaDirection? sessionDirection)
    {
        TransportAttributes transport = _transport.Or(session);
        return new MediaDescription
        {
            Kind = _mediaType switch { "audio" => MediaKind.Audio, "video" => MediaKind.Video, _ => MediaKind.Other },
            MediaType = _mediaType,
            Port = _port,
            Protocol = _protocol,
            FirstFormat = _firstFormat,
            Formats = _formats.Build(),
            Mid = Mid,
            Direction = _direction ?? sessionDirection ?? MediaDirection.SendRecv,
            HasRtcpMux = _hasRtcpMux,
            HasRtcpReducedSize = _hasRtcpReducedSize,
            IsBundleOnly = _isBundleOnly,
            HeaderExtensions = _extensions,
            IceUfrag = transport.IceUfrag,
            IcePassword = transport.IcePassword,
            Candidates = _candidates,
            HasEndOfCandidates = _hasEndOfCandidates,
            Fingerprint = transport.Fingerprint,
            HasOtherFingerprint = transport.HasOtherFingerprint,
            Setup = transport.Setup,
            StreamIds = _streamIds,
            Sources = _sources,
            SsrcGroups = _groups,
        };
    }

    /// <summary>Reads a direction attribute, which may also stand at session level.</summary>
    public static MediaDirection? ParseDirection(ReadOnlySpan<char> name) => name switch
    {
        "sendrecv" => MediaDirection.SendRecv,
        "sendonly" => MediaDirection.SendOnly,
        "recvonly" => MediaDirection.RecvOnly,
        "inactive" => MediaDirection.Inactive,
        _ => null,
    };

    private bool ApplyFlag(ReadOnlySpan<char> name)
    {
        if (ParseDirection(name) is { } direction)
        {
            _direction = direction;
            return true;
        }

        switch (name)
        {
            case "rtcp-mux" or "rtcp-mux-only":
                return _hasRtcpMux = true;
            case "rtcp-rsize":
                return _hasRtcpReducedSize = true;
            case "bundle-only":
                return _isBundleOnly = true;
            case "end-of-candidates":
                return _hasEndOfCandidates = true;
            default:
                return false;
        }
    }

    private void ApplyValue(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "mid" when SdpText.IsToken(value.Trim()):
                Mid = value.Trim().ToString();
                break;
            case "rtpmap":
                _formats.ApplyRtpMap(value);
                break;
            case "fmtp":
                _formats.ApplyParameters(value);
                break;
            case "rtcp-fb":
                _formats.ApplyFeedback(value);
                break;
            case "extmap":
                AddExtension(value);
                break;
            case "candidate" when _candidates.Count < SdpLimits.MaxCandidates:
                _candidates.Add($"candidate:{value}");
                break;
            case "msid" when _streamIds.Count < SdpLimits.MaxSources:
                _streamIds.Add(new MediaStreamId(SdpText.NextWord(ref value).ToString(), SdpText.NextWord(ref value).ToString()));
                break;
            case "ssrc":
                AddSource(value);
                break;
            case "ssrc-group" when _groups.Count < SdpLimits.MaxSources:
                AddGroup(value);
                break;
        }
    }

    // "4 urn:ietf:params:rtp-hdrext:sdes:mid", with a direction "4/sendonly" in Firefox.
    private void AddExtension(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> id = SdpText.Split(SdpText.NextWord(ref value), '/', out _);
        ReadOnlySpan<char> uri = SdpText.NextWord(ref value);
        if (_extensions.Count < SdpLimits.MaxHeaderExtensions
            && SdpText.TryParse(id, out uint number) && number is >= 1 and <= byte.MaxValue && SdpText.IsToken(uri))
        {
            _extensions.Add(new HeaderExtension((byte)number, uri.ToString()));
        }
    }

    // "1234 cname:abc"; other attributes of an SSRC only tell that it exists.
    private void AddSource(ReadOnlySpan<char> value)
    {
        if (!SdpText.TryParse(SdpText.NextWord(ref value), out uint ssrc))
        {
            return;
        }

        bool isCName = SdpText.Split(value.Trim(), ':', out ReadOnlySpan<char> cname) is "cname";
        int known = _sources.FindIndex(source => source.Ssrc == ssrc);
        if (known >= 0 && isCName)
        {
            _sources[known] = new SsrcSource(ssrc, cname.ToString());
        }
        else if (known < 0 && _sources.Count < SdpLimits.MaxSources)
        {
            _sources.Add(new SsrcSource(ssrc, isCName ? cname.ToString() : ""));
        }
    }

    // "FID 1234 5678".
    private void AddGroup(ReadOnlySpan<char> value)
    {
        string semantics = SdpText.NextWord(ref value).ToString();
        List<uint> ssrcs = [];
        while (ssrcs.Count < SdpLimits.MaxSources && SdpText.TryParse(SdpText.NextWord(ref value), out uint ssrc))
        {
            ssrcs.Add(ssrc);
        }

        _groups.Add(new SsrcGroup(semantics, ssrcs));
    }
}
