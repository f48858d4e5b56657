using Vod.Media.H264;
using Vod.Media.Publish.Depacketization;

namespace Vod.Media.Tests.Publish.Depacketization;

/// <summary>Payloads written by hand after RFC 6184 sections 5.6 to 5.8.</summary>
public sealed class H264DepacketizerTests
{
    // 160 x 120 and 720 x 576, as x264 writes them; a picture set 0 of sequence set 0, and slices that refer to it.
    private const string Small = "6742C00BD902847E5C0440000003004000000C83C50A92";
    private const string Large = "674D401EECA05A126C0440000003004000000C87C50A6580";
    private const string PictureSet = "68CE3C80";
    private const string Idr = "6588843F";
    private const string Slice = "419A0102";
    private const string SliceOfSet1 = "41B40102"; // pic_parameter_set_id 1
    private readonly H264Depacketizer _depacketizer = new();

    [Fact]
    public void Single_units_become_a_key_picture_with_its_configuration()
    {
        PictureFacts facts = Complete(Small, PictureSet, Idr);

        Assert.True(facts.IsKey);
        Assert.Equal((160, 120), (facts.Width, facts.Height));
        Assert.Equal("00000004" + Idr, Picture);
        Assert.Equal(Small, Convert.ToHexString(Assert.Single(facts.Configuration!.SequenceParameterSets).Span));
        Assert.Equal(PictureSet, Convert.ToHexString(Assert.Single(facts.Configuration.PictureParameterSets).Span));
        Assert.Equal((66, 0xC0, 11, 4), (facts.Configuration.Profile, facts.Configuration.Compatibility, facts.Configuration.Level, facts.Configuration.NalLengthSize));
        Assert.Equal(160, facts.Configuration.SequenceParameterSet!.Width);
    }

    [Fact]
    public void An_aggregate_is_its_units()
    {
        // STAP-A: sets, a delimiter, supplemental information and the picture.
        PictureFacts facts = Complete("78" + "0017" + Small + "0004" + PictureSet + "0002" + "0910" + "0003" + "060580" + "0004" + Idr);

        Assert.True(facts.IsKey);
        Assert.Equal("00000003" + "060580" + "00000004" + Idr, Picture);
    }

    [Fact]
    public void Fragments_are_put_together_with_the_header_they_share()
    {
        Complete(Small, PictureSet, "7C85" + "8884", "7C05" + "AABB", "7C45" + "CC");

        Assert.Equal("00000006" + "65" + "8884AABBCC", Picture);
    }

    [Fact]
    public void Parameter_sets_may_come_in_fragments_too()
    {
        PictureFacts facts = Complete("7C87" + Small[2..20], "7C47" + Small[20..], PictureSet, Idr);

        Assert.Equal(160, facts.Width);
    }

    [Fact]
    public void Several_slices_are_one_picture()
    {
        Complete(Small, PictureSet, Idr);
        PictureFacts facts = Complete(Slice, Slice + "FF");

        Assert.False(facts.IsKey);
        Assert.Equal("00000004" + Slice + "00000005" + Slice + "FF", Picture);
    }

    [Fact]
    public void Delimiters_filler_and_ends_say_nothing_that_is_kept()
    {
        Complete("0910", Small, PictureSet, Idr, "0CFFFF80", "0A", "0B");

        Assert.Equal("00000004" + Idr, Picture);
    }

    [Fact]
    public void The_configuration_stays_the_same_object_until_the_sets_change()
    {
        AvcConfiguration first = Complete(Small, PictureSet, Idr).Configuration!;
        Assert.Same(first, Complete(Slice).Configuration);
        Assert.Same(first, Complete(Small, PictureSet, Idr).Configuration);
        Assert.Same(first, Complete(Idr).Configuration);

        PictureFacts large = Complete(Large, PictureSet, Idr);
        Assert.NotSame(first, large.Configuration);
        Assert.Equal((720, 576), (large.Width, large.Height));
        Assert.Equal((160, 120), (first.SequenceParameterSet!.Width, first.SequenceParameterSet.Height));
    }

    [Fact]
    public void Without_its_sets_a_picture_is_of_no_use()
    {
        Assert.Equal(PictureOutcome.Unusable, Finish(Idr));
        Assert.Equal(PictureOutcome.Unusable, Finish(Small, Idr));
        Assert.Equal(PictureOutcome.Unusable, Finish(Slice));
        Complete(PictureSet, Idr);
        Assert.Equal(PictureOutcome.Unusable, Finish(SliceOfSet1));
    }

    [Fact]
    public void Sets_on_their_own_are_no_picture_and_no_loss()
    {
        Assert.Equal(PictureOutcome.Empty, Finish(Small, PictureSet));
        Assert.Equal(PictureOutcome.Complete, Finish(Idr));
    }

    [Fact]
    public void A_unit_without_its_last_fragment_is_no_picture() => Assert.Equal(PictureOutcome.Unusable, Finish(Small, PictureSet, "7C85" + "8884", "7C05" + "AABB"));

    [Theory]
    [InlineData("")]
    [InlineData("60")] // type 0
    [InlineData("78")] // STAP-A of nothing
    [InlineData("780000")] // of an empty unit
    [InlineData("78000565")] // of a unit that is longer than the rest
    [InlineData("7800026588" + "00")] // half a length
    [InlineData("780001" + "7C")] // a fragment inside
    [InlineData("790000" + "0004" + Idr)] // STAP-B
    [InlineData("7A0000" + "0004" + Idr)] // MTAP16
    [InlineData("7B0000" + "0004" + Idr)] // MTAP24
    [InlineData("7D85" + "0000" + "8884")] // FU-B
    [InlineData("7E00")]
    [InlineData("7C")] // a fragment without header
    [InlineData("7C85")] // without data
    [InlineData("7CC58884")] // start and end
    [InlineData("7C058884")] // not begun
    [InlineData("7C458884")]
    [InlineData("67")] // a set that cannot be read
    [InlineData("68")]
    [InlineData("65")] // a slice without header
    public void What_breaks_the_format_is_refused(string payload)
    {
        _depacketizer.Begin();
        Assert.False(_depacketizer.TryAdd(Convert.FromHexString(payload)));
    }

    [Theory]
    [InlineData(Idr)] // another unit in between
    [InlineData("7C85" + "8884")] // a second start
    [InlineData("7C01" + "8884")] // of another type
    public void The_fragments_of_a_unit_follow_one_another(string payload)
    {
        _depacketizer.Begin();
        Assert.True(_depacketizer.TryAdd(Convert.FromHexString("7C85" + "8884")));
        Assert.False(_depacketizer.TryAdd(Convert.FromHexString(payload)));
    }

    [Theory]
    [InlineData(Small, true)]
    [InlineData("0910", true)]
    [InlineData("780017" + Small, true)]
    [InlineData("78000465888400", false)]
    [InlineData(Idr, false)]
    [InlineData("7C858884", false)]
    [InlineData("78", false)]
    [InlineData("", false)]
    public void Only_sets_and_delimiters_are_certainly_the_first_of_a_picture(string payload, bool isFirst) =>
        Assert.Equal(isFirst, _depacketizer.IsFirst(Convert.FromHexString(payload)));

    [Fact]
    public void Fragments_without_an_end_take_no_more_than_a_picture_may()
    {
        _depacketizer.Begin();
        Assert.True(_depacketizer.TryAdd(Convert.FromHexString("7C85" + "8884")));
        byte[] fragment = new byte[1202];
        (fragment[0], fragment[1]) = (0x7C, 0x05);
        int added = 0;
        while (added < 10_000 && _depacketizer.TryAdd(fragment))
        {
            added++;
        }

        Assert.InRange(added * 1200, PictureBytes.MaxSize - 2400, PictureBytes.MaxSize);
        Assert.Equal(PictureOutcome.Unusable, _depacketizer.Finish(out _));
    }

    private string Picture => Convert.ToHexString(_depacketizer.Picture);

    private PictureFacts Complete(params string[] payloads)
    {
        Assert.Equal(PictureOutcome.Complete, Finish(out PictureFacts facts, payloads));
        return facts;
    }

    private PictureOutcome Finish(params string[] payloads) => Finish(out _, payloads);

    private PictureOutcome Finish(out PictureFacts facts, string[] payloads)
    {
        _depacketizer.Begin();
        Assert.All(payloads, payload => Assert.True(_depacketizer.TryAdd(Convert.FromHexString(payload)), payload));
        return _depacketizer.Finish(out facts);
    }
}
