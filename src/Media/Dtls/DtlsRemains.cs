using System.Buffers.Binary;
using System.Security.Cryptography;
using Vod.Media.Srtp;

namespace Vod.Media.Dtls;

/// <summary>
/// What is kept of a connected association when OpenSSL's 40 KB are given back: its own close_notify, and the key of the peer's records, so that an alert of the peer is
/// still understood. There is nothing else a peer could have to say: application data is thrown away, renegotiation is refused, and a retransmission is told by its header.
/// </summary>
/// <param name="closeNotify">Ready to be sent.</param>
/// <param name="key">The peer's write key, of AES-128-GCM or AES-256-GCM.</param>
/// <param name="implicitNonce">The peer's write IV.</param>
internal sealed class DtlsRemains(byte[] closeNotify, byte[] key, byte[] implicitNonce) : IDisposable
{
    /// <summary>Most alerts looked at in one datagram: a peer says one, and each costs the setting up of a key, also when it is forged.</summary>
    public const int MaxAlertsPerDatagram = 4;

    private const int SequenceLength = 8; // with the epoch
    private const int ExplicitNonceLength = 8;
    private const int AlertLength = 2;
    private const int AlertRecordLength = ExplicitNonceLength + AlertLength + AesGcmMode.TagLength;
    private const byte Fatal = 2;
    private const byte CloseNotifyDescription = 0;

    /// <summary>The close_notify of this side; empty when OpenSSL had none to say.</summary>
    public ReadOnlySpan<byte> CloseNotify => closeNotify;

    /// <summary>Reads the alerts in a datagram; the first that means something counts. What is not genuine means nothing.</summary>
    /// <remarks>
    /// There is no replay window: an alert that ends the association is the last thing its sender says, so a copy of one can only come after it.
    /// </remarks>
    /// <param name="datagram">Whole records.</param>
    /// <param name="description">The number of the alert (RFC 5246 section 7.2), for the log.</param>
    public DtlsAlert ReadAlert(ReadOnlySpan<byte> datagram, out byte description)
    {
        description = 0;
        Span<byte> alert = stackalloc byte[AlertLength];
        int alerts = 0;
        while (alerts < MaxAlertsPerDatagram && DtlsRecord.TryTake(ref datagram, out ReadOnlySpan<byte> record))
        {
            if (!DtlsRecord.IsProtectedAlert(record))
            {
                continue;
            }

            alerts++;
            if (!TryOpen(record, alert))
            {
                continue;
            }

            description = alert[1];
            if (description == CloseNotifyDescription)
            {
                return DtlsAlert.CloseNotify;
            }

            if (alert[0] == Fatal)
            {
                return DtlsAlert.Fatal;
            }
        }

        return DtlsAlert.None;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(implicitNonce);
    }

    // RFC 5288 section 3 and RFC 5246 section 6.2.3.3, where DTLS has epoch and number in the place of the sequence number (RFC 6347 section 4.1.2.1).
    private bool TryOpen(ReadOnlySpan<byte> record, Span<byte> alert)
    {
        ReadOnlySpan<byte> body = record[DtlsRecord.HeaderLength..];
        if (body.Length != AlertRecordLength)
        {
            return false;
        }

        Span<byte> nonce = stackalloc byte[AesGcmMode.NonceLength];
        implicitNonce.CopyTo(nonce);
        body[..ExplicitNonceLength].CopyTo(nonce[implicitNonce.Length..]);

        Span<byte> associated = stackalloc byte[DtlsRecord.HeaderLength];
        DtlsRecord.Sequence(record).CopyTo(associated);
        DtlsRecord.TypeAndVersion(record).CopyTo(associated[SequenceLength..]);
        BinaryPrimitives.WriteUInt16BigEndian(associated[^sizeof(ushort)..], AlertLength);

        body.Slice(ExplicitNonceLength, AlertLength).CopyTo(alert);
        using AesGcmMode cipher = new(key, encrypt: false);
        return cipher.TryDecrypt(nonce, associated, alert, body[^AesGcmMode.TagLength..]);
    }
}
