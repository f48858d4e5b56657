using System.Net;
using System.Text;
using Vod.Media.Ice;

namespace Vod.Media.Sdp;

/// <summary>
/// Writes the answer to an offer to receive or to send (RFC 8829 section 5.3.1): sections and mids as offered, one transport with all candidates,
/// one format per section, both tracks in one stream.
/// </summary>
internal sealed class SdpAnswer
{
    private const string LineEnd = "\r\n";
    private readonly StringBuilder _text = new();
    private readonly SessionAgreement _agreement;
    private readonly AnswerParameters _parameters;
    private readonly IceCandidate _default;

    private SdpAnswer(SessionAgreement agreement, AnswerParameters parameters)
    {
        _agreement = agreement;
        _parameters = parameters;

        // The default candidate is the one most likely to work with a peer that does not know ICE (RFC 8839 section 4.2): IPv4.
        int firstIPv4 = parameters.Candidates.ToList().FindIndex(candidate => candidate.Address.IsIPv4);
        _default = parameters.Candidates[Math.Max(firstIPv4, 0)];
    }

    /// <summary>Writes the answer.</summary>
    public static string Build(SessionAgreement agreement, AnswerParameters parameters)
    {
        SdpAnswer answer = new(agreement, parameters);
        answer.WriteSession();
        bool isTransportWritten = false;
        foreach (AgreedSection section in agreement.Sections)
        {
            if (section.Use == SectionUse.Rejected)
            {
                answer.WriteRejected(section.Offered);
                continue;
            }

            answer.WriteMedia(section);
            answer.WriteTransport(withCandidates: !isTransportWritten && answer.IsTagged(section));
            isTransportWritten |= answer.IsTagged(section);
            answer.WriteFormat(section);
            answer.WriteSources(section);
        }

        return answer._text.ToString();
    }

    // Candidates belong into the tagged section, the first of the group (RFC 9143 section 10); without a group there is only one section.
    private bool IsTagged(AgreedSection section) =>
        _agreement.BundleGroup.Count == 0 || _agreement.BundleGroup[0] == section.Offered.Mid;

    private void WriteSession()
    {
        Line("v=0");
        Line($"o=- {_parameters.SessionId} 1 IN IP4 127.0.0.1");
        Line("s=-");
        Line("t=0 0");
        if (_agreement.BundleGroup.Count > 0)
        {
            Line($"a=group:BUNDLE {string.Join(' ', _agreement.BundleGroup)}");
        }

        Line("a=ice-lite");
    }

    private void WriteRejected(MediaDescription offered)
    {
        Line($"m={offered.MediaType} 0 {offered.Protocol} {offered.FirstFormat}");
        Line("c=IN IP4 0.0.0.0");
        WriteMid(offered);
        Line("a=inactive");
    }

    private void WriteMedia(AgreedSection section)
    {
        MediaDescription offered = section.Offered;
        AgreedStream? stream = _agreement.StreamOf(section);
        string retransmission = stream?.RetransmissionPayloadType is { } rtx ? $" {rtx}" : "";
        IPAddress address = _default.Address.ToIPAddress();
        Line($"m={offered.MediaType} {_default.Address.Port} {offered.Protocol} {section.Format!.PayloadType}{retransmission}");
        Line($"c=IN {(_default.Address.IsIPv4 ? "IP4" : "IP6")} {address}");
        WriteMid(offered);
        Line(section.Use switch { SectionUse.SendOnly => "a=sendonly", SectionUse.ReceiveOnly => "a=recvonly", _ => "a=inactive" });
        if (offered.HasRtcpMux)
        {
            Line("a=rtcp-mux");
        }

        if (offered.HasRtcpReducedSize)
        {
            Line("a=rtcp-rsize");
        }
    }

    private void WriteMid(MediaDescription offered)
    {
        if (offered.Mid is { } mid)
        {
            Line($"a=mid:{mid}");
        }
    }

    private void WriteTransport(bool withCandidates)
    {
        Line($"a=ice-ufrag:{_parameters.Credentials.Ufrag}");
        Line($"a=ice-pwd:{_parameters.Credentials.Password}");
        Line($"a=fingerprint:{_parameters.Fingerprint}");

        // The peer begins: it knows when its checks have succeeded, and a server that waits cannot be made to send to strangers.
        Line("a=setup:passive");
        if (withCandidates)
        {
            foreach (IceCandidate candidate in _parameters.Candidates)
            {
                Line($"a={candidate}");
            }

            Line("a=end-of-candidates");
        }
    }

    private void WriteFormat(AgreedSection section)
    {
        PayloadFormat format = section.Format!;
        AgreedStream? stream = _agreement.StreamOf(section);
        foreach (HeaderExtension extension in stream?.HeaderExtensions ?? [])
        {
            Line($"a=extmap:{extension.Id} {extension.Uri}");
        }

        if (format.Codec.Length > 0)
        {
            string channels = format.Channels > 1 ? $"/{format.Channels}" : "";
            Line($"a=rtpmap:{format.PayloadType} {format.Codec}/{format.ClockRate}{channels}");
        }

        foreach (string feedback in RtcpFeedbackText.NamesOf(stream?.Feedback ?? RtcpFeedback.None))
        {
            Line($"a=rtcp-fb:{format.PayloadType} {feedback}");
        }

        WriteFormatParameters(section, format);
        if (stream?.RetransmissionPayloadType is { } rtx)
        {
            Line($"a=rtpmap:{rtx} rtx/{format.ClockRate}");
            Line($"a=fmtp:{rtx} apt={format.PayloadType}");
        }
    }

    private void WriteFormatParameters(AgreedSection section, PayloadFormat format)
    {
        if (CodecName.IsH264(format))
        {
            // The profile-level-id has to be the offered one for the browser to recognise its format (RFC 6184 section 8.2.2).
            H264ProfileLevelId profile = H264FormatChoice.ProfileOf(format);
            Line($"a=fmtp:{format.PayloadType} level-asymmetry-allowed=1;packetization-mode={H264FormatChoice.ModeOf(format)};profile-level-id={profile}");
        }
        else if (format == _agreement.Audio?.Format)
        {
            // RFC 7587 section 6.1: stereo is what we would like to get, sprop-stereo what we send; libwebrtc looks at the former.
            string stereo = !_agreement.IsStereo ? "" : section.Use == SectionUse.SendOnly ? ";stereo=1;sprop-stereo=1" : ";stereo=1";
            Line($"a=fmtp:{format.PayloadType} minptime=10;useinbandfec=1{stereo}");
        }
    }

    private void WriteSources(AgreedSection section)
    {
        if (section.Use != SectionUse.SendOnly || _agreement.StreamOf(section) is not { } stream)
        {
            return;
        }

        bool isVideo = section.Offered.Kind == MediaKind.Video;
        uint ssrc = isVideo ? _parameters.VideoSsrc : _parameters.AudioSsrc;
        Line($"a=msid:{_parameters.StreamId} {(isVideo ? "video" : "audio")}");
        if (stream.RetransmissionPayloadType is not null)
        {
            Line($"a=ssrc-group:FID {ssrc} {_parameters.VideoRetransmissionSsrc}");
        }

        Line($"a=ssrc:{ssrc} cname:{_parameters.CName}");
        if (stream.RetransmissionPayloadType is not null)
        {
            Line($"a=ssrc:{_parameters.VideoRetransmissionSsrc} cname:{_parameters.CName}");
        }
    }

    private void Line(string line) => _text.Append(line).Append(LineEnd);
}
