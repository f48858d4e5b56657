using Vod.Media.H264.Packetization;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.H264.Packetization;

public sealed class H264PacketizerTests
{
    private const byte Idr = 0x65;
    private const byte Slice = 0x41;
    private const byte Sei = 0x06;
    private const byte Aud = 0x09;
    private static readonly byte[] Sps = AccessUnits.Nal(0x67, 20);
    private static readonly byte[] Pps = AccessUnits.Nal(0x68, 5);

    [Fact]
    public void A_key_frame_brings_the_parameter_sets_and_another_frame_does_not()
    {
        H264PayloadFormat format = new(4, [Sps], [Pps], 100);

        Assert.Equal(["parameter sets, Aggregate 30", "Copy 50 M"], Plan(format, true, AccessUnits.Nal(Idr, 50)));
        Assert.Equal(["Copy 50 M"], Plan(format, false, AccessUnits.Nal(Slice, 50)));
    }

    [Fact]
    public void A_picture_that_is_an_IDR_picture_brings_them_even_when_the_file_forgot_to_list_it()
    {
        H264PayloadFormat format = new(4, [Sps], [Pps], 100);

        Assert.Equal(["parameter sets, Aggregate 30", "Copy 50 M"], Plan(format, false, AccessUnits.Nal(Idr, 50)));
    }

    [Fact]
    public void A_recovery_point_brings_them_when_the_file_lists_it()
    {
        H264PayloadFormat format = new(4, [Sps], [Pps], 100);

        Assert.Equal(["parameter sets, Aggregate 30", "Copy 50 M"], Plan(format, true, AccessUnits.Nal(Slice, 50)));
    }

    [Fact]
    public void Parameter_sets_in_band_take_the_place_of_the_others()
    {
        H264PayloadFormat format = new(4, [Sps], [Pps], 100);

        Assert.Equal(["Aggregate 30", "Copy 90 M"], Plan(format, true, Sps, Pps, AccessUnits.Nal(Idr, 90)));

        // One kind alone may refer to what the decoder does not have.
        Assert.Equal(
            ["parameter sets, Aggregate 30", "Copy 5", "Copy 95 M"],
            Plan(format, true, Pps, AccessUnits.Nal(Idr, 95)));
    }

    [Fact]
    public void A_single_parameter_set_needs_no_aggregate()
    {
        Assert.Equal(["parameter sets, Copy 20", "Copy 50 M"], Plan(new(4, [Sps], [], 100), true, AccessUnits.Nal(Idr, 50)));
    }

    [Fact]
    public void Parameter_sets_too_large_for_a_packet_are_fragmented_like_anything_else()
    {
        H264PayloadFormat format = new(4, [AccessUnits.Nal(0x67, 61)], [Pps], 32);

        Assert.Equal(
            ["parameter sets, FirstFragment 32", "parameter sets, LastFragment 32", "parameter sets, Copy 5", "Copy 32 M"],
            Plan(format, true, AccessUnits.Nal(Idr, 32)));
    }

    [Fact]
    public void A_track_without_parameter_sets_sends_what_it_has()
    {
        Assert.Equal(["Copy 50 M"], Plan(new(4, [], [], 100), true, AccessUnits.Nal(Idr, 50)));
    }

    [Fact]
    public void What_only_frames_a_byte_stream_is_dropped()
    {
        byte[][] dropped = [.. new byte[] { Aud, Sei, 10, 11, 12, 0, 24, 28, 31 }.Select(type => AccessUnits.Nal(type, 10))];

        Assert.Equal(["Copy 50 M"], Plan(new(4, [], [], 100), false, [.. dropped, AccessUnits.Nal(Slice, 50), .. dropped]));
    }

    [Fact]
    public void Nothing_is_sent_for_an_access_unit_of_which_nothing_is_left()
    {
        H264PayloadFormat format = new(4, [Sps], [Pps], 100);

        Assert.Empty(Plan(format, true, AccessUnits.Nal(Aud, 2), AccessUnits.Nal(Sei, 40)));
        Assert.Empty(Plan(format, true));
    }

    [Fact]
    public void Aggregates_take_in_what_fits_and_pass_over_what_is_dropped()
    {
        byte[][] nals =
        [
            AccessUnits.Nal(Slice, 30), AccessUnits.Nal(Sei, 300), AccessUnits.Nal(Slice, 30), AccessUnits.Nal(Slice, 33),
            AccessUnits.Nal(Slice, 1), AccessUnits.Nal(Slice, 100),
        ];

        // 1 + 3 × 2 + 30 + 30 + 33 = 100, the limit exactly.
        Assert.Equal(["Aggregate 100", "Copy 1", "Copy 100 M"], Plan(new(4, [], [], 100), false, nals));
        Assert.Equal(["Aggregate 65", "Aggregate 39", "FirstFragment 52", "LastFragment 51 M"], Plan(new(4, [], [], 99), false, nals));
    }

    [Theory]
    [InlineData(100, "Copy 100 M")]
    [InlineData(101, "FirstFragment 52, LastFragment 52 M")]
    [InlineData(197, "FirstFragment 100, LastFragment 100 M")]
    [InlineData(198, "FirstFragment 68, MiddleFragment 68, LastFragment 67 M")]
    public void Fragments_are_of_one_size_and_as_few_as_can_be(int nalSize, string expected)
    {
        Assert.Equal(expected, string.Join(", ", Plan(new(4, [], [], 100), false, AccessUnits.Nal(Slice, nalSize))));
    }

    [Fact]
    public void Every_fragment_but_the_last_has_the_same_size_for_any_unit_and_limit()
    {
        for (int limit = H264PayloadFormat.MinMaxPayloadSize; limit < 80; limit++)
        {
            H264PayloadFormat format = new(4, [], [], limit);
            for (int size = limit + 1; size < 2000; size += 13)
            {
                int[] sizes = Sizes(format, AccessUnits.Sample(4, AccessUnits.Nal(Slice, size)));
                Assert.All(sizes[..^1], s => Assert.Equal(sizes[0], s));
                Assert.InRange(sizes[^1], H264PayloadFormat.FragmentHeaderSize + 1, sizes[0]);
                Assert.InRange(sizes[0], 3, limit);
                Assert.Equal((size - 1 + limit - 3) / (limit - 2), sizes.Length);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Length_prefixes_of_every_size_are_read(int lengthSize)
    {
        byte[] sample = AccessUnits.Sample(lengthSize, AccessUnits.Nal(Slice, 37), AccessUnits.Nal(Slice, 150));

        Assert.Equal([37, 150], Sizes(new(lengthSize, [], [], 160), sample));
    }

    [Fact]
    public void An_empty_unit_is_skipped()
    {
        byte[] sample = AccessUnits.Sample(4, [], AccessUnits.Nal(Slice, 50), [], AccessUnits.Nal(Slice, 60));

        Assert.Equal([50, 60], Sizes(new(4, [], [], 100), sample));
    }

    [Fact]
    public void A_sample_cut_short_anywhere_sends_the_whole_units_before_the_cut()
    {
        H264PayloadFormat format = new(4, [], [], 100);
        byte[] sample = AccessUnits.Sample(4, AccessUnits.Nal(Slice, 60), AccessUnits.Nal(Slice, 70), AccessUnits.Nal(Slice, 80));
        int[] ends = [64, 138, 222];
        for (int length = 0; length < sample.Length; length++)
        {
            ReadOnlySpan<byte> cut = sample.AsSpan(0, length);
            Assert.Equal(length != 0 && !ends.Contains(length), format.Packetize(cut, false).IsMalformed);
            Assert.Equal(ends.Count(end => end <= length), Sizes(format, cut).Length);
        }
    }

    [Theory]
    [InlineData(0x00, 0xFF)]
    [InlineData(0xFF, 0xFF)]
    [InlineData(0x7F, 0xFF)]
    public void A_length_beyond_the_sample_ends_it(byte high, byte low)
    {
        byte[] sample = AccessUnits.Sample(4, AccessUnits.Nal(Slice, 60), AccessUnits.Nal(Slice, 70));
        sample[64] = high;
        sample[67] = low;
        H264PayloadFormat format = new(4, [], [], 100);

        Assert.Equal([60], Sizes(format, sample));
        Assert.True(format.Packetize(sample, false).IsMalformed);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(5, 100)]
    [InlineData(4, H264PayloadFormat.MinMaxPayloadSize - 1)]
    [InlineData(4, H264PayloadFormat.MaxMaxPayloadSize + 1)]
    public void A_format_out_of_range_is_a_bug_of_the_caller(int lengthSize, int maxPayloadSize)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new H264PayloadFormat(lengthSize, [], [], maxPayloadSize));
    }

    private static string[] Plan(H264PayloadFormat format, bool isSync, params byte[][] nals)
    {
        List<string> cuts = [];
        H264Packetizer packetizer = format.Packetize(AccessUnits.Sample(format.NalLengthSize, nals), isSync);
        while (packetizer.TryNext(out PacketCut cut))
        {
            string source = cut.FromParameterSets ? "parameter sets, " : string.Empty;
            cuts.Add($"{source}{cut.Kind} {cut.PayloadSize}{(cut.Marker ? " M" : string.Empty)}");
        }

        return [.. cuts];
    }

    private static int[] Sizes(H264PayloadFormat format, ReadOnlySpan<byte> sample)
    {
        List<int> sizes = [];
        H264Packetizer packetizer = format.Packetize(sample, false);
        while (packetizer.TryNext(out PacketCut cut))
        {
            sizes.Add(cut.PayloadSize);
        }

        return [.. sizes];
    }
}
