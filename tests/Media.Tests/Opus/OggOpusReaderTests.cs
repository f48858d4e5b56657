using Vod.Media.Opus;

namespace Vod.Media.Tests.Opus;

public sealed class OggOpusReaderTests
{
    private static readonly byte[][] Audio = [OggBytes.Packet(3, 1), OggBytes.Packet(255, 2), OggBytes.Packet(700, 3), OggBytes.Packet(254, 4)];

    [Fact]
    public void The_header_packets_are_taken_and_the_audio_packets_given()
    {
        OggOpusReader reader = new();

        List<byte[]> packets = ReadAll(reader, Stream(), portion: int.MaxValue, out OggReadStatus end);

        Assert.Equal(Audio, packets);
        Assert.Equal(OggReadStatus.Incomplete, end);
        Assert.Equal(2, reader.Channels);
        Assert.Equal(120, reader.PreSkip);
        Assert.True(reader.IsEnded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    [InlineData(300)]
    public void The_bytes_may_come_in_any_portions(int portion)
    {
        Assert.Equal(Audio, ReadAll(new OggOpusReader(), Stream(), portion, out _));
    }

    [Fact]
    public void A_packet_may_go_on_over_several_pages()
    {
        byte[] packet = OggBytes.Packet(255 + 255 + 255 + 10, 9);
        byte[] stream =
        [
            .. Headers(),
            .. OggBytes.Page(2, 0, [2, 255], [7, 7, .. packet[..255]]),
            .. OggBytes.Page(3, OggBytes.Continued, [255, 255], packet[255..765]),
            .. OggBytes.Page(4, OggBytes.Continued | OggBytes.Last, [10, 1], [.. packet[765..], 8]),
        ];

        Assert.Equal([[7, 7], packet, [8]], ReadAll(new OggOpusReader(), stream, portion: 50, out _));
    }

    [Fact]
    public void A_stream_cut_at_any_byte_gives_the_packets_before_the_cut_and_never_more()
    {
        byte[] stream = Stream();
        for (int length = 0; length < stream.Length; length++)
        {
            List<byte[]> packets = ReadAll(new OggOpusReader(), stream[..length], portion: int.MaxValue, out OggReadStatus end);

            Assert.Equal(OggReadStatus.Incomplete, end);
            Assert.Equal(Audio.Take(packets.Count), packets);
            Assert.True(packets.Count < Audio.Length);
        }
    }

    [Fact]
    public void Every_change_of_one_header_byte_is_survived()
    {
        byte[] stream = Stream();
        for (int at = 0; at < 200; at++)
        {
            foreach (byte value in new byte[] { 0, 1, 0x7F, 0xFE, 0xFF })
            {
                byte[] changed = [.. stream];
                changed[at] = value;
                ReadAll(new OggOpusReader(), changed, portion: int.MaxValue, out _);
            }
        }
    }

    [Fact]
    public void A_missing_page_is_invalid()
    {
        byte[] stream = [.. Headers(), .. OggBytes.PageOf(3, 0, Audio[0])];

        Assert.Empty(ReadAll(new OggOpusReader(), stream, portion: int.MaxValue, out OggReadStatus end));
        Assert.Equal(OggReadStatus.Invalid, end);
    }

    [Fact]
    public void A_page_of_another_stream_is_invalid()
    {
        byte[] stream = [.. Headers(), .. OggBytes.Page(2, 0, [1], [1], serial: 8)];

        ReadAll(new OggOpusReader(), stream, portion: int.MaxValue, out OggReadStatus end);
        Assert.Equal(OggReadStatus.Invalid, end);
    }

    [Fact]
    public void A_continuation_of_nothing_is_invalid()
    {
        byte[] stream = [.. Headers(), .. OggBytes.PageOf(2, OggBytes.Continued, Audio[0])];

        ReadAll(new OggOpusReader(), stream, portion: int.MaxValue, out OggReadStatus end);
        Assert.Equal(OggReadStatus.Invalid, end);
    }

    [Fact]
    public void A_stream_that_is_not_Opus_is_invalid()
    {
        byte[] stream = OggBytes.PageOf(0, OggBytes.First, [.. "\x01vorbis"u8, .. new byte[22]]);

        ReadAll(new OggOpusReader(), stream, portion: int.MaxValue, out OggReadStatus end);
        Assert.Equal(OggReadStatus.Invalid, end);
    }

    [Fact]
    public void A_packet_over_the_limit_is_invalid()
    {
        const int pagesOverLimit = (OggOpusReader.MaxPacketLength / (255 * 255)) + 1;
        byte[] lacing = [.. Enumerable.Repeat((byte)255, 255)];
        OggOpusReader reader = new();
        reader.Append(Headers());
        OggReadStatus end = OggReadStatus.Complete;
        for (uint page = 0; page <= pagesOverLimit; page++)
        {
            reader.Append(OggBytes.Page(2 + page, page == 0 ? (byte)0 : OggBytes.Continued, lacing, new byte[255 * 255]));
            end = reader.TryReadPacket(out _);
        }

        Assert.Equal(OggReadStatus.Invalid, end);
    }

    private static byte[] Headers() =>
        [.. OggBytes.PageOf(0, OggBytes.First, OggBytes.Head()), .. OggBytes.PageOf(1, 0, OggBytes.Tags())];

    private static byte[] Stream() =>
        [.. Headers(), .. OggBytes.PageOf(2, 0, Audio[0], Audio[1]), .. OggBytes.PageOf(3, OggBytes.Last, Audio[2], Audio[3])];

    private static List<byte[]> ReadAll(OggOpusReader reader, byte[] stream, int portion, out OggReadStatus end)
    {
        List<byte[]> packets = [];
        end = OggReadStatus.Incomplete;
        for (int at = 0; at < stream.Length; at += Math.Min(portion, stream.Length - at))
        {
            reader.Append(stream.AsSpan(at, Math.Min(portion, stream.Length - at)));
            while ((end = reader.TryReadPacket(out ReadOnlySpan<byte> packet)) == OggReadStatus.Complete)
            {
                packets.Add(packet.ToArray());
            }
        }

        return packets;
    }
}
