namespace Vod.Media.Srtp;

/// <summary>
/// Session keys from a master key: AES in counter mode as a pseudo-random function (RFC 3711 section 4.3.3), used unchanged by
/// the AEAD profiles (RFC 7714 section 11). DTLS-SRTP has a key derivation rate of zero, so keys are derived once.
/// </summary>
internal static class SrtpKeyDerivation
{
    // key_id is the label followed by a 48-bit index (zero here), aligned to the right of the 112-bit salt: byte 7 (section 4.3.1).
    private const int LabelOffset = 7;

    /// <summary>Fills <paramref name="output"/> with the session key, salt or authentication key that the label stands for.</summary>
    public static void Derive(SrtpMasterKey master, SrtpKeyLabel label, Span<byte> output)
    {
        // A 96-bit salt stands to the left of the 112 bits, zeros after it; the last two bytes are the block counter.
        Span<byte> counter = stackalloc byte[AesCounterMode.BlockLength];
        counter.Clear();
        master.Salt.CopyTo(counter);
        counter[LabelOffset] ^= (byte)label;

        output.Clear();
        using AesCounterMode prf = new(master.Key);
        prf.Apply(counter, output);
    }
}
