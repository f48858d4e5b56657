using Vod.Media.Sdp;

namespace Vod.Media.Tests.Sdp;

public sealed class SdpOfferTests
{
    [Fact]
    public void The_offers_of_browsers_are_accepted()
    {
        AssertAccepted(Offers.Chromium, "A1mm", "QdL5+KSBQPH4/LbF3EseG7tX");
        AssertAccepted(Offers.Firefox, "f1e2d3c4", "0123456789abcdef0123456789abcdef");
        AssertAccepted(Offers.Safari, "Qm0y", "dZ6ZCMqYpHqTqEoK9tAYqRkD");
        AssertAccepted(Offers.Chromium.Only("audio"), "A1mm", "QdL5+KSBQPH4/LbF3EseG7tX");
        AssertAccepted(Offers.Chromium.Only("video"), "A1mm", "QdL5+KSBQPH4/LbF3EseG7tX");
    }

    [Theory]
    [InlineData((int)SdpError.NoIceCredentials, "a=ice-ufrag")]
    [InlineData((int)SdpError.NoIceCredentials, "a=ice-pwd")]
    [InlineData((int)SdpError.NoFingerprint, "a=fingerprint")]
    [InlineData((int)SdpError.NotBundled, "a=group")]
    [InlineData((int)SdpError.NoRtcpMux, "a=rtcp-mux")]
    [InlineData((int)SdpError.NotSdp, "v=0")]
    [InlineData((int)SdpError.NoMedia, "a=mid")]
    public void An_offer_without_what_is_needed_is_refused(int error, string missing) =>
        Assert.Equal((SdpError)error, ErrorOf(Offers.Chromium.Without(missing)));

    [Theory]
    [InlineData("a=ssrc")]
    [InlineData("a=setup")]
    [InlineData("a=ice-options")]
    [InlineData("a=rtcp:")]
    [InlineData("c=")]
    [InlineData("o=")]
    [InlineData("t=")]
    [InlineData("a=msid-semantic")]
    public void An_offer_without_what_is_not_needed_is_accepted(string missing) =>
        Assert.Equal(SdpError.None, ErrorOf(Offers.Chromium.Without(missing)));

    [Theory]
    [InlineData("a=ice-ufrag:abc")]
    [InlineData("a=ice-ufrag:ab\u00E9d")]
    [InlineData("a=ice-ufrag:a:bc")]
    [InlineData("a=ice-ufrag:")]
    [InlineData("a=ice-pwd:tooshorttooshorttoosh")]
    public void Impossible_credentials_are_none(string line) =>
        Assert.Equal(SdpError.NoIceCredentials, ErrorOf(Replace(Offers.Chromium, line)));

    [Fact]
    public void Credentials_have_the_lengths_of_the_grammar()
    {
        Assert.Equal(SdpError.None, ErrorOf(Replace(Offers.Chromium, "a=ice-ufrag:" + new string('u', 256))));
        Assert.Equal(SdpError.NoIceCredentials, ErrorOf(Replace(Offers.Chromium, "a=ice-ufrag:" + new string('u', 257))));
        Assert.Equal(SdpError.None, ErrorOf(Replace(Offers.Chromium, "a=ice-pwd:" + new string('p', 22))));
    }

    [Fact]
    public void Only_strong_fingerprints_are_accepted()
    {
        Assert.Equal(SdpError.UnsupportedFingerprintHash, ErrorOf(WithFingerprint("sha-1 " + SessionDescriptionTests.Hex(20))));
        Assert.Equal(SdpError.UnsupportedFingerprintHash, ErrorOf(WithFingerprint("md5 " + SessionDescriptionTests.Hex(16))));
        Assert.Equal(SdpError.None, ErrorOf(WithFingerprint("sha-384 " + SessionDescriptionTests.Hex(48))));
        Assert.Equal(SdpError.None, ErrorOf(WithFingerprint("SHA-512 " + SessionDescriptionTests.Hex(64))));
        Assert.Equal(SdpError.None, ErrorOf(WithFingerprint(
            $"sha-1 {SessionDescriptionTests.Hex(20)}\r\na=fingerprint:sha-256 {SessionDescriptionTests.Hex(32)}")));
    }

    [Fact]
    public void A_garbled_fingerprint_is_none()
    {
        string good = "sha-256 " + SessionDescriptionTests.Hex(32);
        Assert.Equal(SdpError.NoFingerprint, ErrorOf(WithFingerprint(good[..^1])));
        Assert.Equal(SdpError.NoFingerprint, ErrorOf(WithFingerprint(good + ":20")));
        Assert.Equal(SdpError.NoFingerprint, ErrorOf(WithFingerprint(good.Replace("00:", "0g:", StringComparison.Ordinal))));
        Assert.Equal(SdpError.NoFingerprint, ErrorOf(WithFingerprint(good.Replace(':', '-'))));
    }

    [Theory]
    [InlineData("actpass", (int)SdpError.None)]
    [InlineData("active", (int)SdpError.None)]
    [InlineData("passive", (int)SdpError.UnsupportedSetup)]
    [InlineData("holdconn", (int)SdpError.UnsupportedSetup)]
    public void The_peer_has_to_be_the_DTLS_client(string setup, int error) =>
        Assert.Equal((SdpError)error, ErrorOf(Replace(Offers.Chromium, "a=setup:" + setup)));

    [Fact]
    public void Sections_of_other_transports_are_not_usable()
    {
        // What the WebSDK offers for its MSE player.
        Assert.Equal(SdpError.NoMedia, ErrorOf("v=0\nm=video 0 RTP/AVP 112\na=rtpmap:112 H264/90000\na=recvonly\n"));
        Assert.Equal(SdpError.NoMedia, ErrorOf(Offers.Chromium.Replace("UDP/TLS/RTP/SAVPF", "RTP/AVP", StringComparison.Ordinal)));
        Assert.Equal(SdpError.NoMedia, ErrorOf("v=0\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\n"));
        Assert.Equal(SdpError.NoMedia, ErrorOf("v=0\n"));
    }

    [Fact]
    public void A_section_with_port_zero_takes_part_only_when_it_is_bundle_only()
    {
        string rejected = Offers.Chromium.Replace("m=video 9", "m=video 0", StringComparison.Ordinal);
        Assert.False(Accept(rejected).IsUsable(Accept(rejected).Description.Media[1]));
        SdpOffer bundleOnly = Accept(rejected.Replace("a=mid:1", "a=mid:1\r\na=bundle-only", StringComparison.Ordinal));
        Assert.True(bundleOnly.IsUsable(bundleOnly.Description.Media[1]));
    }

    [Fact]
    public void The_transport_is_that_of_the_tagged_section()
    {
        string swapped = Offers.Chromium.Replace("BUNDLE 0 1", "BUNDLE 1 0", StringComparison.Ordinal);
        Assert.Equal("1", Accept(swapped).Transport.Mid);
        Assert.Equal("0", Accept(Offers.Chromium).Transport.Mid);
    }

    private static string WithFingerprint(string value) => Replace(Offers.Chromium, "a=fingerprint:" + value);

    private static string Replace(string offer, string line)
    {
        string name = line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)];
        return string.Join("\r\n", offer.Split("\r\n").Select(old => old.StartsWith(name, StringComparison.Ordinal) ? line : old));
    }

    private static void AssertAccepted(string text, string ufrag, string password)
    {
        SdpOffer offer = Accept(text);
        Assert.Equal(ufrag, offer.IceUfrag);
        Assert.Equal(password, offer.IcePassword);
        Assert.Equal(FingerprintHash.Sha256, offer.Fingerprint.Algorithm);
        Assert.Equal(32, offer.Fingerprint.Hash.Length);
    }

    private static SdpOffer Accept(string text)
    {
        Assert.True(SdpOffer.TryParse(text, out SdpOffer? offer, out SdpError error), error.ToString());
        return offer;
    }

    private static SdpError ErrorOf(string text) => SdpOffer.TryParse(text, out _, out SdpError error) ? SdpError.None : error;
}
