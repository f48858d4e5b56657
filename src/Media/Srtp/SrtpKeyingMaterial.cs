namespace Vod.Media.Srtp;

/// <summary>
/// The output of the DTLS exporter, cut up in the order of RFC 5764 section 4.2: client key, server key, client salt, server salt.
/// "Client" is the DTLS client, whoever that is in the session.
/// </summary>
internal readonly ref struct SrtpKeyingMaterial
{
    /// <param name="profile">The agreed profile.</param>
    /// <param name="exported">Exactly <see cref="SrtpProfileParameters.KeyingMaterialLength"/> bytes.</param>
    public SrtpKeyingMaterial(SrtpProfile profile, ReadOnlySpan<byte> exported)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(exported.Length, profile.KeyingMaterialLength());
        int key = SrtpProfileParameters.KeyLength;
        int salt = profile.SaltLength();
        ClientWrite = new(exported[..key], exported.Slice(2 * key, salt));
        ServerWrite = new(exported.Slice(key, key), exported.Slice((2 * key) + salt, salt));
    }

    /// <summary>What the DTLS client protects with.</summary>
    public SrtpMasterKey ClientWrite { get; }

    /// <summary>What the DTLS server protects with.</summary>
    public SrtpMasterKey ServerWrite { get; }
}
