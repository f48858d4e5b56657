using System.Text;
using Vod.Media.Dtls;

namespace Vod.Media.Load.Signalling;

/// <summary>An offer to receive as Chromium 156 writes it, with credentials and certificate of our own in it.</summary>
internal static class BrowserOffer
{
    private const string UfragLine = "a=ice-ufrag:";
    private const string PasswordLine = "a=ice-pwd:";
    private const string FingerprintLine = "a=fingerprint:";
    private const string LineEnd = "\r\n";
    private static readonly string[] Recorded = ReadRecorded();

    /// <summary>Writes the offer of one viewer.</summary>
    /// <param name="ufrag">The name its checks carry.</param>
    /// <param name="certificate">What it shows in the handshake.</param>
    /// <param name="sends">Whether it is an offer to send instead; a browser's differs in nothing else that is read.</param>
    public static string Write(string ufrag, DtlsCertificate certificate, bool sends = false)
    {
        // A server that is ICE-lite never sends a check, so the password is not used by anybody.
        string password = Convert.ToHexString(Encoding.ASCII.GetBytes(ufrag.PadRight(12, 'x')));
        return string.Join(LineEnd, Recorded.Select(line => line switch
        {
            _ when line.StartsWith(UfragLine, StringComparison.Ordinal) => UfragLine + ufrag,
            _ when line.StartsWith(PasswordLine, StringComparison.Ordinal) => PasswordLine + password,
            _ when line.StartsWith(FingerprintLine, StringComparison.Ordinal) => FingerprintLine + certificate.Fingerprint,
            "a=recvonly" when sends => "a=sendonly",
            _ => line,
        }));
    }

    private static string[] ReadRecorded()
    {
        using StreamReader reader = new(typeof(BrowserOffer).Assembly.GetManifestResourceStream("offer.sdp")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
    }
}
