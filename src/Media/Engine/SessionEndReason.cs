namespace Vod.Media.Engine;

/// <summary>Why a session is over. Everything below <see cref="FileNotFound"/> is an ordinary end, the rest are failures.</summary>
public enum SessionEndReason
{
    /// <summary>The last sample of the file has been sent and had time to be played.</summary>
    EndOfFile,

    /// <summary>The viewer asked to stop, or its control connection closed.</summary>
    ClosedByViewer,

    /// <summary>The browser closed its transport (DTLS close_notify or RTCP BYE) without asking.</summary>
    ClosedByPeer,

    /// <summary>An operator ended the stream.</summary>
    Terminated,

    /// <summary>The stream's grain no longer knows this session.</summary>
    Orphaned,

    /// <summary>The node is shutting down.</summary>
    NodeStopping,

    /// <summary>The publication that was played has ended.</summary>
    StoppedByPublisher,

    /// <summary>No such file in the storage.</summary>
    FileNotFound,

    /// <summary>The file is not an MP4 this service can play.</summary>
    WrongFormat,

    /// <summary>The picture would have to be encoded anew, and the settings forbid it.</summary>
    TranscodingDisabled,

    /// <summary>The file is there but cannot be read, or the storage did not give it in the time it has; the latter after playback had begun as well.</summary>
    ReadFailed,

    /// <summary>Reading failed after playback had begun, or the file was replaced by another meanwhile.</summary>
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

    /// <summary>A publisher is connected and has sent no media for some time.</summary>
    RtpActivityLost,

    /// <summary>The DTLS handshake failed or took too long.</summary>
    DtlsFailed,

    /// <summary>The certificate of the browser does not match the fingerprint in its offer.</summary>
    FingerprintMismatch,

    /// <summary>A defect of the engine; the log has the details.</summary>
    InternalError,
}
