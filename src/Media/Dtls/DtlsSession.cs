using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Vod.Media.OpenSsl;
using Vod.Media.Srtp;

namespace Vod.Media.Dtls;

/// <summary>
/// One SSL object with its BIO: turns calls with datagrams into OpenSSL's calls with callbacks. Knows nothing of time; the
/// rules of the handshake are in <see cref="DtlsEndpoint"/>.
/// </summary>
internal sealed unsafe class DtlsSession : IDisposable
{
    // Plain text of one read. There is no data channel, so what comes is thrown away piece by piece.
    private const int ReadBufferLength = 1024;

    private readonly CertificateFingerprint _peerFingerprint;
    private readonly DtlsRole _role;
    private readonly SslHandle _ssl;
    private GCHandle _self;
    private byte* _incoming;
    private int _incomingLength;
    private bool _startsFlight;
    private bool _buffersReleased;

    /// <summary>Makes the SSL object. Nothing is sent before <see cref="Handshake"/>.</summary>
    public DtlsSession(DtlsContext context, DtlsRole role, CertificateFingerprint peerFingerprint, int mtu)
    {
        _peerFingerprint = peerFingerprint;
        _role = role;
        _ssl = LibSsl.SSL_new(context.Handle);
        nint bio = _ssl.IsInvalid ? 0 : LibCrypto.BIO_new(DtlsCallbacks.DatagramBio);
        if (bio == 0)
        {
            throw OpenSslError.Unexpected(nameof(LibSsl.SSL_new));
        }

        // Weak, so that a session somebody forgot to dispose is collected and its SSL freed by the finalizer of its handle.
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
        LibCrypto.BIO_set_data(bio, GCHandle.ToIntPtr(_self));
        LibCrypto.BIO_set_init(bio, 1);
        LibSsl.SSL_set_bio(_ssl, bio, bio);
        LibSsl.DTLS_set_timer_cb(_ssl, DtlsCallbacks.TimerDuration);
        LibSsl.SSL_ctrl(_ssl, LibSsl.SSL_CTRL_SET_MTU, mtu, null);
        if (role == DtlsRole.Server)
        {
            LibSsl.SSL_set_accept_state(_ssl);
        }
        else
        {
            LibSsl.SSL_set_connect_state(_ssl);
        }
    }

    /// <summary>What the last calls have written.</summary>
    public DtlsFlight Outgoing { get; } = new();

    /// <summary>Whether the last call has written something.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Whether the peer has shown the announced certificate.</summary>
    public bool PeerVerified { get; private set; }

    /// <summary>Whether the peer has shown another certificate.</summary>
    public bool PeerRejected { get; private set; }

    /// <summary>Records of application data thrown away.</summary>
    public int ApplicationDataRecords { get; private set; }

    /// <summary>The error behind the last <see cref="DtlsStep.Failed"/>.</summary>
    public OpenSslError LastError { get; private set; }

    /// <summary>Goes on with the handshake, with a datagram or (a client at the start) without.</summary>
    public DtlsStep Handshake(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* pointer = datagram)
        {
            Begin(pointer, datagram.Length);
            DtlsStep step = Step(LibSsl.SSL_do_handshake(_ssl));
            if (step == DtlsStep.Done)
            {
                // Whatever stood behind the last handshake message in this datagram.
                step = Drain();
                step = step == DtlsStep.NeedsInput ? DtlsStep.Done : step;
            }

            End();
            return step;
        }
    }

    /// <summary>Handles a datagram after the handshake: alerts, and retransmissions of a peer that lost our last flight.</summary>
    public DtlsStep Receive(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* pointer = datagram)
        {
            Begin(pointer, datagram.Length);
            DtlsStep step = Drain();
            End();
            return step;
        }
    }

    /// <summary>Writes close_notify behind what still waits to be sent.</summary>
    public void Shutdown()
    {
        Begin(null, 0);
        _startsFlight = false;
        _ = LibSsl.SSL_shutdown(_ssl);
        LibCrypto.ERR_clear_error();
        End();
    }

    /// <summary>
    /// Gives back OpenSSL's two record buffers (34 KB) until the next call. SSL_MODE_RELEASE_BUFFERS would do it by itself, but
    /// only for TLS.
    /// </summary>
    public void ReleaseBuffers() => _buffersReleased = LibSsl.SSL_free_buffers(_ssl) == 1;

    /// <summary>
    /// Makes the close_notify of this side without sending it, takes the key of the peer's records and frees the SSL object. The record stays good, as its number is used
    /// for nothing else.
    /// </summary>
    public DtlsRemains Seal()
    {
        PeerKey(out byte[] key, out byte[] implicitNonce);
        int kept = Outgoing.Count;
        Shutdown();
        byte[] closeNotify = Outgoing.Count > kept ? Outgoing.RemoveLast() : [];
        Outgoing.Trim();
        Dispose();
        return new DtlsRemains(closeNotify, key, implicitNonce);
    }

    /// <summary>The agreed SRTP profile.</summary>
    public SrtpProfile SelectedProfile()
    {
        LibSsl.SrtpProtectionProfile* profile = LibSsl.SSL_get_selected_srtp_profile(_ssl);
        return profile is null ? SrtpProfile.None : (SrtpProfile)profile->Id;
    }

    /// <summary>The TLS exporter with the label of RFC 5764 section 4.2 and no context.</summary>
    public bool TryExport(Span<byte> output)
    {
        ReadOnlySpan<byte> label = "EXTRACTOR-dtls_srtp"u8;
        fixed (byte* outputPointer = output)
        fixed (byte* labelPointer = label)
        {
            bool exported = LibSsl.SSL_export_keying_material(
                _ssl, outputPointer, (nuint)output.Length, labelPointer, (nuint)label.Length, null, 0, 0) == 1;
            LibCrypto.ERR_clear_error();
            return exported;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ssl.Dispose();
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    /// <summary>Called back for input: one datagram, whole, then nothing.</summary>
    internal int TakeIncoming(Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, _incomingLength);
        new ReadOnlySpan<byte>(_incoming, length).CopyTo(buffer);
        _incomingLength = 0;
        return length;
    }

    /// <summary>Called back with one datagram to send. The first one after an input begins a new flight: the peer has the old.</summary>
    internal void AddOutgoing(ReadOnlySpan<byte> datagram)
    {
        if (_startsFlight)
        {
            Outgoing.Clear();
            _startsFlight = false;
        }

        HasWritten = true;
        _ = Outgoing.TryAppend(datagram);
    }

    /// <summary>
    /// Called back with the peer's certificate before its CertificateVerify, so an impostor is turned away before any key exists.
    /// That the peer owns the key is checked by OpenSSL right afterwards.
    /// </summary>
    internal bool VerifyPeer(nint certificate)
    {
        nint digest = _peerFingerprint.Algorithm switch
        {
            FingerprintHash.Sha256 => LibCrypto.EVP_sha256(),
            FingerprintHash.Sha384 => LibCrypto.EVP_sha384(),
            _ => LibCrypto.EVP_sha512(),
        };
        Span<byte> hash = stackalloc byte[CertificateFingerprint.MaxLength];
        uint length = 0;
        fixed (byte* pointer = hash)
        {
            PeerVerified = certificate != 0
                && LibCrypto.X509_digest(certificate, digest, pointer, &length) == 1
                && _peerFingerprint.Matches(hash[..(int)length]);
        }

        PeerRejected = !PeerVerified;
        return PeerVerified;
    }

    // OpenSSL keeps the key it reads with to itself, but not what it has made it from.
    private void PeerKey(out byte[] key, out byte[] implicitNonce)
    {
        const int MaxKeyLength = 32;
        Span<byte> secrets = stackalloc byte[TlsKeyExpansion.MasterSecretLength + (2 * TlsKeyExpansion.RandomLength)];
        Span<byte> master = secrets[..TlsKeyExpansion.MasterSecretLength];
        Span<byte> clientRandom = secrets.Slice(master.Length, TlsKeyExpansion.RandomLength);
        Span<byte> serverRandom = secrets[^TlsKeyExpansion.RandomLength..];
        fixed (byte* masterPointer = master)
        fixed (byte* clientPointer = clientRandom)
        fixed (byte* serverPointer = serverRandom)
        {
            _ = LibSsl.SSL_SESSION_get_master_key(LibSsl.SSL_get_session(_ssl), masterPointer, (nuint)master.Length);
            _ = LibSsl.SSL_get_client_random(_ssl, clientPointer, (nuint)clientRandom.Length);
            _ = LibSsl.SSL_get_server_random(_ssl, serverPointer, (nuint)serverRandom.Length);
        }

        // One of the two suites of DtlsContext.
        bool isShort = LibSsl.SSL_CIPHER_get_protocol_id(LibSsl.SSL_get_current_cipher(_ssl)) == LibSsl.ECDHE_ECDSA_AES128_GCM_SHA256;
        int length = isShort ? MaxKeyLength / 2 : MaxKeyLength;
        Span<byte> block = stackalloc byte[2 * (MaxKeyLength + TlsKeyExpansion.ImplicitNonceLength)];
        block = block[..(2 * (length + TlsKeyExpansion.ImplicitNonceLength))];
        TlsKeyExpansion.Expand(isShort ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384, master, clientRandom, serverRandom, block);
        int peer = _role == DtlsRole.Server ? 0 : 1;
        key = block.Slice(peer * length, length).ToArray();
        implicitNonce = block.Slice((2 * length) + (peer * TlsKeyExpansion.ImplicitNonceLength), TlsKeyExpansion.ImplicitNonceLength).ToArray();
        CryptographicOperations.ZeroMemory(secrets);
        CryptographicOperations.ZeroMemory(block);
    }

    private void Begin(byte* datagram, int length)
    {
        _incoming = datagram;
        _incomingLength = length;
        _startsFlight = true;
        HasWritten = false;
        LibCrypto.ERR_clear_error();
        if (_buffersReleased)
        {
            // Reading would make new ones by itself, but writing an alert goes through a null pointer without (3.0.22).
            _buffersReleased = false;
            if (LibSsl.SSL_alloc_buffers(_ssl) != 1)
            {
                throw OpenSslError.Unexpected(nameof(LibSsl.SSL_alloc_buffers));
            }
        }
    }

    private void End()
    {
        _incoming = null;
        _incomingLength = 0;
    }

    private DtlsStep Drain()
    {
        byte* plain = stackalloc byte[ReadBufferLength];
        int result;
        while ((result = LibSsl.SSL_read(_ssl, plain, ReadBufferLength)) > 0)
        {
            ApplicationDataRecords++;
        }

        return Step(result);
    }

    private DtlsStep Step(int result)
    {
        if (result > 0)
        {
            return DtlsStep.Done;
        }

        switch (LibSsl.SSL_get_error(_ssl, result))
        {
            case LibSsl.SSL_ERROR_WANT_READ:
                return DtlsStep.NeedsInput;
            case LibSsl.SSL_ERROR_ZERO_RETURN:
                return DtlsStep.Closed;
            default:
                LastError = OpenSslError.Take();
                return DtlsStep.Failed;
        }
    }
}
