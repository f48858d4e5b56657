using Vod.Media.Dtls;

namespace Vod.Media.Tests.Dtls;

public sealed class DtlsRecordTests
{
    private static readonly byte[] Plain = [22, 0xFE, 0xFD, 0, 0, 9, 9, 9, 9, 9, 9, 0, 2, 0xAA, 0xBB];
    private static readonly byte[] Protected = [22, 0xFE, 0xFD, 0, 1, 9, 9, 9, 9, 9, 9, 0, 1, 0xCC];

    [Fact]
    public void Records_of_the_first_epoch_are_numbered_and_protected_ones_are_left_alone()
    {
        byte[] datagram = [.. Plain, .. Protected, .. Plain];
        uint next = 0x01020304;

        DtlsRecord.Renumber(datagram, ref next);

        Assert.Equal([0, 0, 1, 2, 3, 4], datagram[5..11]);
        Assert.Equal(Protected, datagram[Plain.Length..(Plain.Length + Protected.Length)]);
        Assert.Equal([0, 0, 1, 2, 3, 5], datagram[^(Plain.Length - 5)..^4]);
        Assert.Equal(0x01020306u, next);
    }

    [Fact]
    public void Every_truncation_of_a_record_is_no_record()
    {
        Assert.True(DtlsRecord.IsFirstOf(Plain));
        for (int length = 0; length < Plain.Length; length++)
        {
            Assert.False(DtlsRecord.IsFirstOf(Plain.AsSpan(0, length)));
            uint next = 0;
            DtlsRecord.Renumber(Plain.ToArray().AsSpan(0, length), ref next);
        }
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(1, 23, true)]
    [InlineData(1, 24, false)]
    [InlineData(2, 5, true)]
    [InlineData(0xFF00, 5, true)]
    public void A_protected_record_without_room_for_nonce_and_tag_is_truncated_wherever_it_stands(ushort epoch, int bodyLength, bool expected)
    {
        byte[] record = [23, 0xFE, 0xFD, (byte)(epoch >> 8), (byte)epoch, 0, 0, 0, 0, 0, 9, 0, (byte)bodyLength, .. new byte[bodyLength]];

        Assert.Equal(expected, DtlsRecord.HasTruncatedProtection(record));
        Assert.Equal(expected, DtlsRecord.HasTruncatedProtection([.. Plain, .. record]));
    }

    [Theory]
    [InlineData(19, 0xFE, 0xFD, false)]
    [InlineData(20, 0xFE, 0xFD, true)]
    [InlineData(21, 0xFE, 0xFD, true)]
    [InlineData(23, 0xFE, 0xFD, true)]
    [InlineData(24, 0xFE, 0xFD, false)]
    [InlineData(22, 0xFE, 0xFF, true)]
    [InlineData(22, 0xFE, 0xFC, false)]
    [InlineData(22, 0x03, 0x03, false)]
    public void Type_and_version_tell_dtls_from_noise(byte type, byte major, byte minor, bool expected)
    {
        byte[] datagram = [type, major, minor, .. Plain[3..]];

        Assert.Equal(expected, DtlsRecord.IsFirstOf(datagram));
    }
}
