namespace Vod.Media.Sdp;

/// <summary>A stream this server will send or receive.</summary>
internal sealed record AgreedStream
{
    /// <summary>Its section in the offer.</summary>
    public required MediaDescription Section { get; init; }

    /// <summary>The one format agreed.</summary>
    public required PayloadFormat Format { get; init; }

    /// <summary>Payload type of retransmissions (RFC 4588); null when the peer offers none.</summary>
    public byte? RetransmissionPayloadType { get; init; }

    /// <summary>Feedback agreed; what more the peer would have given is in <see cref="PayloadFormat.Feedback"/>.</summary>
    public required RtcpFeedback Feedback { get; init; }

    /// <summary>Header extensions agreed, with the ids of the peer.</summary>
    public required IReadOnlyList<HeaderExtension> HeaderExtensions { get; init; }

    /// <summary>Payload type of the packets.</summary>
    public byte PayloadType => Format.PayloadType;

    /// <summary>Name of the section; null when the offer has none.</summary>
    public string? Mid => Section.Mid;

    /// <summary>The id of a header extension, 0 when it was not agreed.</summary>
    public byte ExtensionId(string uri) => HeaderExtensions.FirstOrDefault(extension => extension.Uri == uri).Id;
}
