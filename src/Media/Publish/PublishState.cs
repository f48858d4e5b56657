namespace Vod.Media.Publish;

/// <summary>Where a publication stands, in the order it goes through.</summary>
internal enum PublishState
{
    /// <summary>Connectivity checks and the DTLS handshake are under way.</summary>
    Connecting,

    /// <summary>Media is received and handed on.</summary>
    Receiving,

    /// <summary>The browser is being told that it is over.</summary>
    Closing,

    /// <summary>It is over.</summary>
    Ended,
}
