using Vod.Media.H264;

namespace Vod.Media.Tests.H264;

public sealed class RbspReaderTests
{
    [Fact]
    public void Exp_Golomb_codes_are_those_of_table_9_2()
    {
        // 1 | 010 | 011 | 00100 | 00101 | 00110 | 00111 | 0001000 and padding
        RbspReader reader = new([0b1_010_011_0, 0b0100_0010, 0b1_00110_00, 0b111_00010, 0b00_000000]);

        Assert.Equal([0u, 1, 2, 3, 4, 5, 6, 7], Enumerate(ref reader));
        Assert.False(reader.Overrun);

        static uint[] Enumerate(ref RbspReader reader)
        {
            uint[] codes = new uint[8];
            for (int i = 0; i < codes.Length; i++)
            {
                codes[i] = reader.ReadUnsigned();
            }

            return codes;
        }
    }

    [Fact]
    public void Signed_codes_alternate_as_in_table_9_3()
    {
        RbspReader reader = new([0b1_010_011_0, 0b0100_0010, 0b1_0000000]);

        Assert.Equal(0, reader.ReadSigned());
        Assert.Equal(1, reader.ReadSigned());
        Assert.Equal(-1, reader.ReadSigned());
        Assert.Equal(2, reader.ReadSigned());
        Assert.Equal(-2, reader.ReadSigned());
    }

    [Fact]
    public void Emulation_prevention_bytes_are_no_data()
    {
        RbspReader reader = new([0, 0, 3, 1, 0, 0, 3, 0, 0, 3, 3, 3]);

        Assert.Equal(0x0000_0100u, reader.ReadBits(32));
        Assert.Equal(0x0000_0003u, reader.ReadBits(32));
        Assert.False(reader.Overrun);
        Assert.Equal(3u, reader.ReadBits(8));
    }

    [Fact]
    public void Reading_past_the_end_gives_zeros_and_says_so()
    {
        RbspReader reader = new([0xFF]);

        Assert.Equal(0xFF0u, reader.ReadBits(12));
        Assert.True(reader.Overrun);
        RbspReader zeros = new(new byte[100]);
        Assert.Equal(0u, zeros.ReadUnsigned());
        Assert.True(zeros.Overrun);
    }

    [Fact]
    public void The_longest_code_has_31_zeros()
    {
        RbspReader reader = new([0, 0, 3, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE]);

        Assert.Equal(0xFFFF_FFFEu, reader.ReadUnsigned());
        Assert.False(reader.Overrun);
    }
}
