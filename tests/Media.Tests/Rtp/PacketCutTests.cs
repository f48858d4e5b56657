using System.Runtime.CompilerServices;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.Rtp;

public sealed class PacketCutTests
{
    [Fact]
    public void A_cut_is_eight_bytes()
    {
        Assert.Equal(PacketCut.Size, Unsafe.SizeOf<PacketCut>());
        Assert.Equal(8, PacketCut.Size);
    }

    [Fact]
    public void Kind_and_flags_do_not_disturb_each_other()
    {
        foreach (PacketCutKind kind in Enum.GetValues<PacketCutKind>())
        {
            PacketCut cut = new(kind, uint.MaxValue, ushort.MaxValue) { NalHeader = 0xFF, Marker = true, FromParameterSets = true };
            Assert.Equal((kind, true, true), (cut.Kind, cut.Marker, cut.FromParameterSets));
            Assert.Equal((uint.MaxValue, ushort.MaxValue, 0xFF), (cut.Offset, cut.PayloadSize, cut.NalHeader));

            cut = cut with { Marker = false };
            Assert.Equal((kind, false, true), (cut.Kind, cut.Marker, cut.FromParameterSets));
            cut = cut with { FromParameterSets = false, Marker = true };
            Assert.Equal((kind, true, false), (cut.Kind, cut.Marker, cut.FromParameterSets));
        }
    }

    [Fact]
    public void A_whole_sample_has_no_marker()
    {
        PacketCut cut = PacketCut.Whole(320);

        Assert.Equal((PacketCutKind.Copy, 0u, 320, false), (cut.Kind, cut.Offset, cut.PayloadSize, cut.Marker));
    }
}
