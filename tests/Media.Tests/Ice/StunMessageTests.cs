using Vod.Media.Ice;

namespace Vod.Media.Tests.Ice;

public sealed class StunMessageTests
{
    private static readonly byte[] Valid = new Check { UseCandidate = true }.ToBytes();

    [Fact]
    public void A_check_is_read_back_as_it_was_written()
    {
        Assert.True(StunMessage.TryParse(Valid, out StunMessage message));
        Assert.Equal(StunClass.Request, message.Class);
        Assert.Equal(StunMethod.Binding, message.Method);
        Assert.Equal(new TransactionId(1, 1), message.TransactionId);
        Assert.True(message.TryGetUsername(out ReadOnlySpan<byte> username));
        Assert.Equal($"{Check.Server.Ufrag}:A1mm", System.Text.Encoding.ASCII.GetString(username));
        Assert.True(message.TryGetPriority(out uint priority));
        Assert.Equal(1845506815u, priority);
        Assert.True(message.TryGetIceControlling(out ulong tieBreaker));
        Assert.Equal(0x1234ul, tieBreaker);
        Assert.True(message.HasUseCandidate);
        Assert.False(message.HasIceControlled);
        Assert.True(message.HasIntegrity);
        Assert.True(message.HasFingerprint);
        Assert.Equal(0, message.CollectUnknownRequired(new ushort[4]));
    }

    [Theory]
    [InlineData(0x0001, (int)StunClass.Request, 0x001)]
    [InlineData(0x0011, (int)StunClass.Indication, 0x001)]
    [InlineData(0x0101, (int)StunClass.SuccessResponse, 0x001)]
    [InlineData(0x0111, (int)StunClass.ErrorResponse, 0x001)]
    [InlineData(0x3EEF, (int)StunClass.Request, 0xFFF)]
    [InlineData(0x0003, (int)StunClass.Request, 0x003)]
    public void Class_and_method_share_the_bits_of_the_type(int type, int messageClass, int method)
    {
        byte[] datagram = new byte[StunMessage.HeaderLength];
        StunWriter writer = new(datagram, (StunClass)messageClass, (StunMethod)method, default);
        Assert.Equal(type, (datagram[0] << 8) | datagram[1]);

        // Types from 0x0400 up have a first byte above 3: RFC 7983 does not see STUN in them, so neither does the parser.
        bool parsed = StunMessage.TryParse(datagram, out StunMessage message);
        Assert.Equal(type < 0x0400, parsed);
        if (parsed)
        {
            Assert.Equal((StunClass)messageClass, message.Class);
            Assert.Equal((StunMethod)method, message.Method);
        }

        Assert.Equal(StunMessage.HeaderLength, writer.Length);
    }

    [Fact]
    public void A_message_cut_at_any_byte_is_refused()
    {
        for (int length = 0; length < Valid.Length; length++)
        {
            Assert.False(StunMessage.TryParse(Valid.AsSpan(0, length), out _), $"{length} bytes");
        }
    }

    [Fact]
    public void A_message_with_something_behind_it_is_refused() =>
        Assert.False(StunMessage.TryParse([.. Valid, 0, 0, 0, 0], out _));

    [Fact]
    public void Any_flipped_bit_is_noticed_by_the_structure_the_fingerprint_or_the_integrity()
    {
        for (int bit = 0; bit < Valid.Length * 8; bit++)
        {
            byte[] changed = [.. Valid];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            bool accepted = StunMessage.TryParse(changed, out StunMessage message)
                && message.VerifyIntegrity(Check.Server.PasswordBytes)
                && message.HasFingerprint;
            Assert.False(accepted, $"bit {bit}");
        }
    }

    [Fact]
    public void Attributes_longer_than_the_message_are_refused()
    {
        byte[] datagram = new Check { Fingerprint = false, Password = null }.ToBytes();
        StunAttributeReader attributes = new(datagram.AsSpan(StunMessage.HeaderLength));
        while (attributes.MoveNext())
        {
            foreach (ushort length in (ushort[])[0x7FFF, 0xFFFC, 0xFFFF, (ushort)datagram.Length])
            {
                byte[] changed = [.. datagram];
                int at = StunMessage.HeaderLength + attributes.Offset + 2;
                changed[at] = (byte)(length >> 8);
                changed[at + 1] = (byte)length;
                Assert.False(StunMessage.TryParse(changed, out _));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_length_that_is_no_multiple_of_four_is_refused(int extra)
    {
        byte[] datagram = [.. new Check { Password = null, Fingerprint = false }.ToBytes(), .. new byte[4 + extra]];
        datagram[^(4 + extra)] = 0x80;
        datagram[3] = (byte)(datagram.Length - StunMessage.HeaderLength);
        Assert.Equal(extra == 0, StunMessage.TryParse(datagram, out _));
    }

    [Fact]
    public void A_wrong_cookie_is_refused()
    {
        byte[] changed = new Check { Fingerprint = false }.ToBytes();
        changed[4] ^= 0x80;
        Assert.False(StunMessage.TryParse(changed, out _));
    }

    [Fact]
    public void A_fingerprint_that_is_not_last_is_refused()
    {
        byte[] buffer = new byte[128];
        StunWriter writer = new(buffer, StunClass.Request, StunMethod.Binding, default);
        writer.AddFingerprint();
        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out _));
        writer.AddPriority(1);
        Assert.False(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out _));
    }

    [Fact]
    public void The_longest_message_is_accepted_and_one_more_word_is_not()
    {
        int overhead = new Check { SoftwareLength = 4 }.ToBytes().Length - 4;
        byte[] longest = new Check { SoftwareLength = StunMessage.MaxLength - overhead }.ToBytes();
        Assert.Equal(StunMessage.MaxLength, longest.Length);
        Assert.True(StunMessage.TryParse(longest, out StunMessage message));
        Assert.True(message.VerifyIntegrity(Check.Server.PasswordBytes));

        Check withoutFingerprint = new() { SoftwareLength = StunMessage.MaxLength - overhead, Fingerprint = false };
        byte[] tooLong = [.. withoutFingerprint.ToBytes(), .. new byte[12]];
        tooLong[2] = (byte)((tooLong.Length - StunMessage.HeaderLength) >> 8);
        tooLong[3] = (byte)(tooLong.Length - StunMessage.HeaderLength);
        Assert.False(StunMessage.TryParse(tooLong, out _));
    }

    [Fact]
    public void Attributes_behind_the_integrity_do_not_count()
    {
        byte[] buffer = new byte[256];
        StunWriter writer = new(buffer, StunClass.Request, StunMethod.Binding, default);
        writer.AddPriority(7);
        writer.AddMessageIntegrity(Check.Server.PasswordBytes);
        writer.AddUseCandidate();
        writer.AddRaw((StunAttributeType)0x7777, []);
        writer.AddFingerprint();

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out StunMessage message));
        Assert.True(message.VerifyIntegrity(Check.Server.PasswordBytes));
        Assert.False(message.HasUseCandidate);
        Assert.Equal(0, message.CollectUnknownRequired(new ushort[4]));
        Assert.True(message.TryGetPriority(out _));
    }

    [Fact]
    public void Only_the_first_of_several_attributes_of_a_type_counts()
    {
        byte[] buffer = new byte[128];
        StunWriter writer = new(buffer, StunClass.Request, StunMethod.Binding, default);
        writer.AddPriority(7);
        writer.AddPriority(9);
        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out StunMessage message));
        Assert.True(message.TryGetPriority(out uint priority));
        Assert.Equal(7u, priority);
    }

    [Fact]
    public void A_number_of_the_wrong_size_is_not_there()
    {
        byte[] buffer = new byte[128];
        StunWriter writer = new(buffer, StunClass.Request, StunMethod.Binding, default);
        writer.AddRaw(StunAttributeType.Priority, [1, 2, 3]);
        writer.AddRaw(StunAttributeType.IceControlling, [1, 2, 3, 4]);
        writer.AddRaw(StunAttributeType.ErrorCode, [0, 0, 4]);
        writer.AddRaw(StunAttributeType.XorMappedAddress, [0, 2, 0, 0, 1, 2, 3, 4]);
        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out StunMessage message));
        Assert.False(message.TryGetPriority(out _));
        Assert.False(message.TryGetIceControlling(out _));
        Assert.False(message.TryGetErrorCode(out _));
        Assert.False(message.TryGetXorMappedAddress(out _));
    }

    [Fact]
    public void An_integrity_of_the_wrong_size_is_refused()
    {
        byte[] buffer = new byte[128];
        StunWriter writer = new(buffer, StunClass.Request, StunMethod.Binding, default);
        writer.AddRaw(StunAttributeType.MessageIntegrity, new byte[16]);
        Assert.False(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out _));
    }

    [Theory]
    [InlineData("192.0.2.33", 40000)]
    [InlineData("::ffff:192.0.2.33", 40000)]
    [InlineData("2001:db8::17", 65535)]
    public void A_mapped_address_survives_the_XOR(string text, int port)
    {
        TransportAddress address = TransportAddress.From(System.Net.IPAddress.Parse(text), (ushort)port);
        byte[] buffer = new byte[64];
        StunWriter writer = new(buffer, StunClass.SuccessResponse, StunMethod.Binding, new TransactionId(0xDEADBEEF, 0x0123456789ABCDEF));
        writer.AddXorMappedAddress(address);
        Assert.Equal(StunMessage.HeaderLength + 4 + (address.IsIPv4 ? 8 : 20), writer.Length);
        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out StunMessage message));
        Assert.True(message.TryGetXorMappedAddress(out TransportAddress read));
        Assert.Equal(address, read);
    }
}
