namespace Vod.Grains.Abstractions.Streams;

/// <summary>Why a viewer or a stream is over. Everything below <see cref="FileNotFound"/> is an ordinary end, the rest are failures unless they say otherwise.</summary>
[GenerateSerializer]
[Alias("Vod.StreamEndReason")]
public enum StreamEndReason
{
    /// <summary>The last sample of the file has been sent and had time to be played.</summary>
    EndOfFile,

    /// <summary>The viewer asked to stop, or its control connection closed.</summary>
    ClosedByViewer,

    /// <summary>The browser closed its transport (DTLS close_notify or RTCP BYE) without asking.</summary>
    ClosedByPeer,

    /// <summary>An operator ended the stream.</summary>
    Terminated,

    /// <summary>Nobody has watched the stream for as long as the settings allow.</summary>
    Unwatched,

    /// <summary>The stream no longer knows this viewer.</summary>
    Orphaned,

    /// <summary>The node is shutting down.</summary>
    NodeStopping,

    /// <summary>No such file in the storage.</summary>
    FileNotFound,

    /// <summary>The file is not an MP4 this service can play.</summary>
    WrongFormat,

    /// <summary>The picture would have to be encoded anew, and the settings forbid it.</summary>
    TranscodingDisabled,

    /// <summary>The file is there but cannot be read.</summary>
    ReadFailed,

    /// <summary>Reading failed after playback had begun.</summary>
    ReadFailedWhilePlaying,

    /// <summary>The address of the file is malformed.</summary>
    BadUri,

    /// <summary>The address of the file leads out of the storage.</summary>
    AccessDenied,

    /// <summary>The SDP offer cannot be used (not SDP, no ICE credentials, no fingerprint).</summary>
    BadOffer,

    /// <summary>The offer and the file share no codec.</summary>
    NoCommonCodec,

    /// <summary>The node carries as many sessions as it may.</summary>
    NoCapacity,

    /// <summary>No valid connectivity check came in time.</summary>
    IceTimeout,

    /// <summary>Connectivity checks stopped coming (RFC 7675).</summary>
    ConsentExpired,

    /// <summary>The DTLS handshake failed or took too long.</summary>
    DtlsFailed,

    /// <summary>The certificate of the browser does not match the fingerprint in its offer.</summary>
    FingerprintMismatch,

    /// <summary>The node that carried the viewer is gone.</summary>
    NodeLost,

    /// <summary>A defect of the service; the log has the details.</summary>
    InternalError,

    /// <summary>An ordinary end: the publication that was watched has ended.</summary>
    StoppedByPublisher,

    /// <summary>The publisher is there but has sent neither picture nor sound for too long.</summary>
    RtpActivityLost,
}
