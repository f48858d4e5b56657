namespace Vod.Media.Dtls;

/// <summary>How a call into OpenSSL ended.</summary>
internal enum DtlsStep
{
    /// <summary>What was asked for is done.</summary>
    Done,

    /// <summary>Nothing more to do before the next datagram.</summary>
    NeedsInput,

    /// <summary>The peer has said close_notify.</summary>
    Closed,

    /// <summary>Over; the reason is in <see cref="DtlsSession.LastError"/>.</summary>
    Failed,
}
