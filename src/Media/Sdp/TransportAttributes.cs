namespace Vod.Media.Sdp;

/// <summary>
/// Attributes of the transport that may stand at session or media level; a section that has none takes those of the session
/// (RFC 8839 section 5.4, RFC 8122 section 5, RFC 4145 section 4).
/// </summary>
internal struct TransportAttributes
{
    public string? IceUfrag;
    public string? IcePassword;
    public CertificateFingerprint? Fingerprint;
    public bool HasOtherFingerprint;
    public SetupRole? Setup;

    /// <summary>Takes an attribute if it is one of these.</summary>
    public bool TryApply(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "ice-ufrag":
                IceUfrag = value.Trim().ToString();
                return true;
            case "ice-pwd":
                IcePassword = value.Trim().ToString();
                return true;
            case "fingerprint":
                ApplyFingerprint(value);
                return true;
            case "setup":
                Setup = ParseSetup(value.Trim()) ?? Setup;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Fills what is missing from the session level; fragment and password only together.</summary>
    public readonly TransportAttributes Or(TransportAttributes session)
    {
        TransportAttributes result = this;
        if (IceUfrag is null && IcePassword is null)
        {
            result.IceUfrag = session.IceUfrag;
            result.IcePassword = session.IcePassword;
        }

        if (Fingerprint is null && !HasOtherFingerprint)
        {
            result.Fingerprint = session.Fingerprint;
            result.HasOtherFingerprint = session.HasOtherFingerprint;
        }

        result.Setup ??= session.Setup;
        return result;
    }

    private void ApplyFingerprint(ReadOnlySpan<char> value)
    {
        // There may be one for each hash the peer knows; the first that is good enough will do.
        if (CertificateFingerprint.TryParse(value, out CertificateFingerprint? fingerprint))
        {
            Fingerprint ??= fingerprint;
        }

        HasOtherFingerprint |= !CertificateFingerprint.NamesAcceptedHash(value);
    }

    private static SetupRole? ParseSetup(ReadOnlySpan<char> value) => value switch
    {
        "actpass" => SetupRole.ActPass,
        "active" => SetupRole.Active,
        "passive" => SetupRole.Passive,
        "holdconn" => SetupRole.HoldConn,
        _ => null,
    };
}
