using Vod.Media.H264;

namespace Vod.Media.Tests.H264;

public sealed class AccessUnitTests
{
    private static readonly byte[] Supplement = [0x06, 0x05, 0x80];
    private static readonly byte[] Refresh = [0x65, 0x88, 0x84];
    private static readonly byte[] Reference = [0x41, 0x9A, 0x21];
    private static readonly byte[] NoReference = [0x01, 0x9E, 0x41];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void NAL_units_are_found_by_their_lengths(int lengthSize)
    {
        byte[] sample = Sample(lengthSize, Supplement, Refresh, [], Reference);
        AvccReader reader = new(sample, lengthSize);

        Assert.True(reader.TryRead(out ReadOnlySpan<byte> nal));
        Assert.Equal(Supplement, nal);
        Assert.True(reader.TryRead(out nal));
        Assert.Equal(Refresh, nal);
        Assert.True(reader.TryRead(out nal));
        Assert.Equal(Reference, nal);
        Assert.False(reader.TryRead(out nal));
        Assert.False(reader.IsMalformed);
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_sample_cut_at_any_byte_gives_only_whole_NAL_units()
    {
        byte[] sample = Sample(4, Supplement, Refresh);
        for (int length = 0; length <= sample.Length; length++)
        {
            AvccReader reader = new(sample.AsSpan(0, length), 4);
            int units = 0;
            while (reader.TryRead(out _))
            {
                units++;
            }

            Assert.Equal(length / 7, units);
            Assert.Equal(length % 7 != 0, reader.IsMalformed);
        }
    }

    [Fact]
    public void A_length_beyond_the_sample_ends_the_walk()
    {
        foreach (byte[] sample in new byte[][] { [0xFF, 0xFF, 0xFF, 0xFF, 1, 2], [0x7F, 0xFF, 0xFF, 0xFF, 1], [0, 0, 0, 3, 1, 2], [0, 0] })
        {
            AvccReader reader = new(sample, 4);
            Assert.False(reader.TryRead(out _));
            Assert.True(reader.IsMalformed);
        }
    }

    [Fact]
    public void A_picture_is_disposable_if_no_slice_of_it_is_a_reference()
    {
        Assert.True(AccessUnit.IsDisposable(Sample(4, Supplement, NoReference, NoReference), 4));
        Assert.False(AccessUnit.IsDisposable(Sample(4, NoReference, Reference), 4));
        Assert.False(AccessUnit.IsDisposable(Sample(4, Refresh), 4));
        Assert.False(AccessUnit.IsDisposable(Sample(4, Supplement), 4));
        Assert.False(AccessUnit.IsDisposable([], 4));
        Assert.False(AccessUnit.IsDisposable([.. Sample(4, NoReference), 0xFF], 4));
    }

    [Fact]
    public void A_refresh_picture_has_slices_of_type_5()
    {
        Assert.True(AccessUnit.IsInstantaneousRefresh(Sample(4, Supplement, Refresh), 4));
        Assert.False(AccessUnit.IsInstantaneousRefresh(Sample(4, Reference), 4));
    }

    [Fact]
    public void Slice_headers_start_with_position_type_and_parameter_set()
    {
        // First macroblock 0, type 7 (I), set 0: 1 | 0001000 | 1
        Assert.True(SliceHeader.TryParse(Refresh, out SliceHeader refresh));
        Assert.Equal(new SliceHeader(new NalUnitHeader(0x65), 0, SliceType.I, 0), refresh);

        // First macroblock 0, type 5 (P), set 0: 1 | 00110 | 1
        Assert.True(SliceHeader.TryParse(Reference, out SliceHeader reference));
        Assert.Equal((SliceType.P, 2), (reference.Type, reference.Nal.RefIdc));

        // First macroblock 0, type 6 (B), set 0: 1 | 00111 | 1
        Assert.True(SliceHeader.TryParse(NoReference, out SliceHeader disposable));
        Assert.Equal((SliceType.B, 0), (disposable.Type, disposable.Nal.RefIdc));

        Assert.False(SliceHeader.TryParse(Supplement, out _));
        Assert.False(SliceHeader.TryParse([0x65], out _));
        Assert.False(SliceHeader.TryParse([], out _));
    }

    private static byte[] Sample(int lengthSize, params byte[][] nals) =>
        [.. nals.SelectMany(nal => new byte[lengthSize - 1].Append((byte)nal.Length).Concat(nal))];
}
