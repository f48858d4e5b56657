using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Vod.Media.Ice;

namespace Vod.Media.Vectors.Ice;

/// <summary>
/// The sample messages of RFC 5769 (Test Vectors for STUN), sections 2.1 to 2.4, byte for byte. Note that their padding bytes
/// are spaces, not zeros.
/// </summary>
public sealed class Rfc5769Tests
{
    private static readonly TransactionId ShortTermTransaction = new(0xB7E7A701, 0xBC34D686_FA87DFAE);

    private static readonly byte[] Request = Convert.FromHexString(
        "000100582112A442B7E7A701BC34D686FA87DFAE" +
        "802200105354554E207465737420636C69656E74" +
        "002400046E0001FF" +
        "80290008932FF9B151263B36" +
        "000600096576746A3A68367659202020" +
        "000800149AEAA70CBFD8CB56781EF2B5B2D3F249C1B571A2" +
        "80280004E57A3BCF");

    private static readonly byte[] ResponseIPv4 = Convert.FromHexString(
        "0101003C2112A442B7E7A701BC34D686FA87DFAE" +
        "8022000B7465737420766563746F7220" +
        "002000080001A147E112A643" +
        "000800142B91F599FD9E90C38C7489F92AF9BA53F06BE7D7" +
        "80280004C07D4C96");

    private static readonly byte[] ResponseIPv6 = Convert.FromHexString(
        "010100482112A442B7E7A701BC34D686FA87DFAE" +
        "8022000B7465737420766563746F7220" +
        "002000140002A1470113A9FAA5D3F179BC25F4B5BED2B9D9" +
        "00080014A382954E4BE67BF11784C97C8292C275BFE3ED41" +
        "80280004C8FB0B4C");

    private static readonly byte[] RequestLongTerm = Convert.FromHexString(
        "000100602112A44278AD3433C6AD72C029DA412E" +
        "00060012E3839EE38388E383AAE38383E382AFE382B90000" +
        "0015001C662F2F3439396B39353464364F4C33346F4C39465354767936347341" +
        "0014000B6578616D706C652E6F726700" +
        "00080014F67024656DD64A3E02B8E0712E85C9A28CA89666");

    private static ReadOnlySpan<byte> Password => "VOkJxbRl1RmTxUk/WvJxBt"u8;

    [Fact]
    public void Section_2_1_the_sample_request()
    {
        Assert.True(StunMessage.TryParse(Request, out StunMessage message));
        Assert.Equal(StunClass.Request, message.Class);
        Assert.Equal(StunMethod.Binding, message.Method);
        Assert.Equal(ShortTermTransaction, message.TransactionId);
        Assert.True(message.TryFind(StunAttributeType.Software, out ReadOnlySpan<byte> software));
        Assert.Equal("STUN test client", Encoding.ASCII.GetString(software));
        Assert.True(message.TryGetPriority(out uint priority));
        Assert.Equal(0x6E0001FFu, priority);
        Assert.True(message.HasIceControlled);
        Assert.True(message.TryGetUsername(out ReadOnlySpan<byte> username));
        Assert.Equal("evtj:h6vY", Encoding.ASCII.GetString(username));
        Assert.True(message.HasFingerprint);
        Assert.True(message.VerifyIntegrity(Password));
        Assert.False(message.VerifyIntegrity("VOkJxbRl1RmTxUk/WvJxBT"u8));
    }

    [Fact]
    public void Section_2_2_the_sample_response_with_an_IPv4_address() =>
        AssertResponse(ResponseIPv4, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 32853));

    [Fact]
    public void Section_2_3_the_sample_response_with_an_IPv6_address() =>
        AssertResponse(ResponseIPv6, new IPEndPoint(IPAddress.Parse("2001:db8:1234:5678:11:2233:4455:6677"), 32853));

    [Fact]
    [SuppressMessage("Security", "CA5351", Justification = "RFC 8489 section 9.2.2 makes the key of long-term credentials with MD5.")]
    public void Section_2_4_the_sample_request_with_long_term_authentication()
    {
        Assert.True(StunMessage.TryParse(RequestLongTerm, out StunMessage message));
        Assert.Equal(new TransactionId(0x78AD3433, 0xC6AD72C0_29DA412E), message.TransactionId);
        Assert.True(message.TryGetUsername(out ReadOnlySpan<byte> username));
        Assert.Equal("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9", Encoding.UTF8.GetString(username));
        Assert.True(message.TryFind(StunAttributeType.Realm, out ReadOnlySpan<byte> realm));
        Assert.Equal("example.org", Encoding.ASCII.GetString(realm));
        Assert.True(message.TryFind(StunAttributeType.Nonce, out ReadOnlySpan<byte> nonce));
        Assert.Equal("f//499k954d6OL34oL9FSTvy64sA", Encoding.ASCII.GetString(nonce));
        Assert.False(message.HasFingerprint);

        // The password of the RFC after SASLprep.
        byte[] key = MD5.HashData([.. username, (byte)':', .. realm, .. ":TheMatrIX"u8]);
        Assert.True(message.VerifyIntegrity(key));
    }

    [Fact]
    public void The_writer_reproduces_the_integrity_and_fingerprint_of_section_2_1()
    {
        byte[] buffer = new byte[Request.Length];
        StunWriter writer = new(buffer, StunClass.Request, StunMethod.Binding, ShortTermTransaction);
        writer.AddRaw(StunAttributeType.Software, "STUN test client"u8);
        writer.AddPriority(0x6E0001FF);
        writer.AddIceControlled(0x932FF9B1_51263B36);
        writer.AddUsername("evtj"u8, "h6vY"u8);

        // The RFC pads USERNAME with spaces; padding is protected too, so it has to be the same for the HMAC to be.
        buffer.AsSpan(writer.Length - 3, 3).Fill((byte)' ');
        writer.AddMessageIntegrity(Password);
        writer.AddFingerprint();

        Assert.Equal(Request, buffer);
        Assert.Equal(Request.Length, writer.Length);
    }

    private static void AssertResponse(byte[] datagram, IPEndPoint mapped)
    {
        Assert.True(StunMessage.TryParse(datagram, out StunMessage message));
        Assert.Equal(StunClass.SuccessResponse, message.Class);
        Assert.Equal(ShortTermTransaction, message.TransactionId);
        Assert.True(message.TryFind(StunAttributeType.Software, out ReadOnlySpan<byte> software));
        Assert.Equal("test vector", Encoding.ASCII.GetString(software));
        Assert.True(message.TryGetXorMappedAddress(out TransportAddress address));
        Assert.Equal(TransportAddress.From(mapped.Address, (ushort)mapped.Port), address);
        Assert.True(message.HasFingerprint);
        Assert.True(message.VerifyIntegrity(Password));
    }
}
