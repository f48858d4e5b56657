using Vod.Media.H264;
using Vod.Media.Publish.Depacketization;

namespace Vod.Media.Tests.Publish.Depacketization;

public sealed class ParameterSetsTests
{
    private static readonly byte[] SequenceSet = Convert.FromHexString("6742C00BD902847E5C0440000003004000000C83C50A92");
    private static readonly byte[] SequenceSet1 = Convert.FromHexString("6742C00B5640A11F97011000000300100000030320F142A480"); // the same but for its id
    private readonly ParameterSets _sets = new();

    [Fact]
    public void Only_so_many_picture_sets_are_kept()
    {
        Assert.True(_sets.TryAddSequenceSet(SequenceSet));
        for (int id = 0; id < ParameterSets.MaxPictureSets; id++)
        {
            Assert.True(_sets.TryAddPictureSet(PictureSet(id)));
        }

        Assert.False(_sets.TryAddPictureSet(PictureSet(ParameterSets.MaxPictureSets)));

        // One that is there may change.
        byte[] changed = [.. PictureSet(3), 1];
        Assert.True(_sets.TryAddPictureSet(changed));
        Assert.True(_sets.TryActivate(5, isKey: true, out AvcConfiguration? configuration));
        Assert.Equal(ParameterSets.MaxPictureSets, configuration.PictureParameterSets.Count);
        Assert.Contains(configuration.PictureParameterSets, set => set.Span.SequenceEqual(changed));
    }

    [Fact]
    public void A_set_that_is_too_large_is_not_kept()
    {
        byte[] large = [.. SequenceSet, .. new byte[ParameterSets.MaxSize]];
        Assert.False(_sets.TryAddSequenceSet(large));
        Assert.False(_sets.TryAddPictureSet([.. PictureSet(0), .. new byte[ParameterSets.MaxSize]]));
        Assert.True(_sets.TryAddSequenceSet(large.AsSpan(0, ParameterSets.MaxSize)));
    }

    [Fact]
    public void Another_sequence_set_comes_into_force_with_a_key_picture_only()
    {
        Assert.True(SequenceParameterSet.TryParse(SequenceSet1, out SequenceParameterSet? other));
        Assert.Equal(1, other.Id);
        Assert.True(_sets.TryAddSequenceSet(SequenceSet));
        Assert.True(_sets.TryAddSequenceSet(SequenceSet1));
        Assert.True(_sets.TryAddPictureSet(PictureSet(0)));
        Assert.True(_sets.TryAddPictureSet(PictureSet(1, sequenceSet: 1)));
        Assert.False(_sets.TryActivate(0, isKey: false, out _));
        Assert.True(_sets.TryActivate(0, isKey: true, out AvcConfiguration? first));
        Assert.Single(first.PictureParameterSets);

        Assert.False(_sets.TryActivate(1, isKey: false, out _));
        Assert.True(_sets.TryActivate(1, isKey: true, out AvcConfiguration? second));
        Assert.NotSame(first, second);
        Assert.True(_sets.TryActivate(1, isKey: false, out AvcConfiguration? same));
        Assert.Same(second, same);
    }

    // ue(v) of both ids, then entropy_coding_mode_flag and a stop bit.
    private static byte[] PictureSet(int id, int sequenceSet = 0)
    {
        string bits = Unsigned(id) + Unsigned(sequenceSet) + "0" + "1";
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
        return [0x68, .. bits.Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }

    private static string Unsigned(int value)
    {
        string binary = Convert.ToString(value + 1, 2);
        return new string('0', binary.Length - 1) + binary;
    }
}
