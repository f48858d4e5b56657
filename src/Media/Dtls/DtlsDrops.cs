namespace Vod.Media.Dtls;

/// <summary>What an endpoint has ignored, by reason.</summary>
internal struct DtlsDrops
{
    /// <summary>Datagrams that do not begin with a DTLS 1.2 record.</summary>
    public int NotDtls;

    /// <summary>Datagrams with a protected record that is too short to be one.</summary>
    public int TruncatedProtection;

    /// <summary>Datagrams after the endpoint had failed or was closed.</summary>
    public int AfterEnd;

    /// <summary>Datagrams after <see cref="DtlsEndpoint.ReleaseHandshake"/> that were neither retransmissions nor alerts.</summary>
    public int AfterRelease;

    /// <summary>Records of application data: there is no data channel.</summary>
    public int ApplicationData;
}
