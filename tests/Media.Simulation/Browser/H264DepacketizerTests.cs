namespace Vod.Media.Simulation.Browser;

/// <summary>The scripted browser must notice what a real one would: these are its own tests, on payloads made by hand.</summary>
public sealed class H264DepacketizerTests
{
    private readonly H264Depacketizer _depacketizer = new();

    [Fact]
    public void Single_units_aggregates_and_fragments_become_one_picture()
    {
        Handle(1, false, "78" + "0002" + "6742" + "0001" + "68");
        Handle(2, false, "7C" + "85" + "0102");
        Handle(3, false, "7C" + "45" + "03");
        Handle(4, true, "41AA");

        ReceivedAccessUnit picture = Next();
        Assert.True(picture.IsComplete);
        Assert.Equal(["6742", "68", "65010203", "41AA"], picture.NalUnits.Select(Convert.ToHexString));
    }

    [Fact]
    public void A_missing_packet_leaves_its_picture_incomplete_and_the_next_one_whole()
    {
        Handle(65534, false, "7C" + "85" + "0102");
        Handle(0, true, "7C" + "45" + "03");
        Handle(1, true, "41AA", timestamp: 3000);

        Assert.Equal(1, _depacketizer.Missing);
        ReceivedAccessUnit broken = Next();
        Assert.False(broken.IsComplete);
        Assert.Empty(broken.NalUnits);
        Assert.True(Next().IsComplete);
    }

    [Fact]
    public void A_lost_marker_is_noticed_by_the_next_timestamp()
    {
        Handle(1, false, "41AA");
        Handle(3, true, "41BB", timestamp: 3000);

        Assert.False(Next().IsComplete);
        Assert.Equal(["41BB"], Next().NalUnits.Select(Convert.ToHexString));
    }

    [Fact]
    public void A_packet_that_comes_twice_or_too_late_is_dropped()
    {
        Handle(5, false, "41AA");
        Handle(5, false, "41AA");
        Handle(4, false, "41BB");
        Handle(6, true, "41CC");

        Assert.Equal(2, _depacketizer.Late);
        Assert.Equal(["41AA", "41CC"], Next().NalUnits.Select(Convert.ToHexString));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")] // type 0
    [InlineData("79")] // STAP-B
    [InlineData("7D" + "850000")] // FU-B
    [InlineData("78")] // an empty aggregate
    [InlineData("78" + "0000")] // an empty unit in it
    [InlineData("78" + "0003" + "41AA")] // a unit longer than it
    [InlineData("38" + "0002" + "65AA")] // NRI below that of its unit
    [InlineData("78" + "0002" + "78AA")] // an aggregate in an aggregate
    [InlineData("7C" + "85")] // a fragment without data
    [InlineData("7C" + "C5" + "00")] // start and end in one
    [InlineData("7C" + "A5" + "00")] // the reserved bit
    [InlineData("7C" + "05" + "00")] // a fragment without a start
    public void A_payload_that_breaks_the_format_is_counted(string payload)
    {
        Handle(1, true, payload);

        Assert.Equal(1, _depacketizer.Malformed);
        Assert.False(Next().IsComplete);
    }

    [Theory]
    [InlineData("41AA")] // another unit between the fragments
    [InlineData("7C" + "85" + "00")] // a second start
    [InlineData("7C" + "41" + "00")] // an end of another type
    [InlineData("3C" + "45" + "00")] // an end with another NRI
    public void Fragments_that_do_not_belong_together_are_counted(string second)
    {
        Handle(1, false, "7C" + "85" + "0102");
        Handle(2, true, second);

        Assert.Equal(1, _depacketizer.Malformed);
        Assert.False(Next().IsComplete);
    }

    private void Handle(ushort number, bool marker, string payload, uint timestamp = 0) =>
        _depacketizer.Handle(new(new(102), marker, new(number), new(timestamp), new(1)), Convert.FromHexString(payload));

    private ReceivedAccessUnit Next()
    {
        Assert.True(_depacketizer.Poll(out ReceivedAccessUnit? picture));
        Assert.NotNull(picture);
        return picture;
    }
}
