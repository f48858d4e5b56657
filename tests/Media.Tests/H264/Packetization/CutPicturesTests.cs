using System.Buffers.Binary;
using Vod.Media.H264.Packetization;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.H264.Packetization;

public sealed class CutPicturesTests : IDisposable
{
    private static readonly H264PayloadFormat Format = new(4, [], []);
    private readonly CutPictures _pictures = new();
    private readonly object _source = new();

    [Fact]
    public void A_picture_is_the_payloads_the_packetizer_makes()
    {
        byte[] sample = Sample(5000);
        CutPicture picture = _pictures.Cut(_source, 7, 0, Format, sample, isSync: false);
        H264Packetizer packetizer = Format.Packetize(sample, isSync: false);
        byte[] payload = new byte[RtpPacketBudget.MaxPayload];
        int count = 0;
        int bytes = 0;
        for (; packetizer.TryNext(payload, out PacketCut cut); count++)
        {
            ReadOnlySpan<byte> made = picture.Payload(count);
            Assert.True(made[..cut.PayloadSize].SequenceEqual(payload.AsSpan(0, cut.PayloadSize)));
            Assert.Equal(cut.Marker ? picture.Padding : 0, made.Length - cut.PayloadSize);
            Assert.Equal(cut.Marker, count == picture.Count - 1);
            bytes += cut.PayloadSize;
        }

        Assert.Equal((count, bytes + picture.Padding, bytes + picture.Padding + (12 * count)), (picture.Count, picture.PayloadBytes, picture.PacketBytes));
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(5001)]
    [InlineData(80_003)]
    public void The_last_fragment_is_as_long_as_the_others_and_says_by_how_much(int size)
    {
        CutPicture picture = Cut(1, size);

        Assert.All(Enumerable.Range(0, picture.Count), packet => Assert.Equal(picture.Payload(0).Length, picture.Payload(packet).Length));
        Assert.InRange(picture.Padding, 0, picture.Count - 1);
        Assert.True(picture.Padding == 0 || picture.Payload(picture.Count - 1)[^1] == picture.Padding);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void A_single_packet_is_not_filled_up(int size)
    {
        Assert.Equal(0, Cut(1, size).Padding);
    }

    [Theory]
    [InlineData(1850)]
    [InlineData(2300)]
    [InlineData(2700)]
    [InlineData(850)]
    public void All_packets_are_of_the_length_that_was_asked_for_and_say_what_of_it_is_padding(int size)
    {
        const int Size = 932;
        byte[] sample = Sample(size);
        CutPicture picture = _pictures.Cut(_source, 1, Size, Format, sample, isSync: false);

        Assert.Equal((size + Size - 1) / Size, picture.Count);
        Assert.All(Enumerable.Range(0, picture.Count), packet => Assert.Equal(Size, picture.Payload(packet).Length));
        Assert.All(Enumerable.Range(0, picture.Count), packet => Assert.True(picture.PaddingOf(packet) == 0 || picture.Payload(packet)[^1] == picture.PaddingOf(packet)));
        Assert.Equal(picture.Padding, Enumerable.Range(0, picture.Count).Sum(picture.PaddingOf));

        // Indicator and header of a fragment in place of the header of the unit (RFC 6184 section 5.8).
        int headers = picture.Count == 1 ? 0 : (2 * picture.Count) - 1;
        Assert.Equal(size - 4 + headers, picture.PayloadBytes - picture.Padding);
    }

    [Fact]
    public void A_packet_that_is_much_shorter_stays_so()
    {
        CutPicture picture = _pictures.Cut(_source, 1, 1000, Format, Sample(300), isSync: false);
        Assert.Equal((1, 0, 296), (picture.Count, picture.Padding, picture.PayloadBytes));
    }

    [Fact]
    public void One_that_is_cut_in_another_way_is_another_one()
    {
        CutPicture whole = Cut(1, 2300);
        CutPicture equal = _pictures.Cut(_source, 1, 800, Format, Sample(2300), isSync: false);

        Assert.NotEqual(whole.Checksum, equal.Checksum);
        Assert.True(_pictures.TryFind(_source, 1, 0, out CutPicture? found));
        Assert.Same(whole, found);
        Assert.True(_pictures.TryFind(_source, 1, 800, out found));
        Assert.Same(equal, found);
    }

    [Fact]
    public void All_who_ask_get_the_same_one()
    {
        CutPicture picture = Cut(1);

        Assert.True(_pictures.TryFind(_source, 1, 0, out CutPicture? found));
        Assert.Same(picture, found);
        Assert.False(_pictures.TryFind(_source, 2, 0, out _));
        Assert.False(_pictures.TryFind(new object(), 1, 0, out _));
    }

    [Fact]
    public void What_nobody_looks_at_is_forgotten_at_the_second_call()
    {
        Cut(1);
        Cut(2);
        _pictures.Trim();
        _pictures.TryFind(_source, 2, 0, out _);
        _pictures.Trim();

        Assert.False(_pictures.TryFind(_source, 1, 0, out _));
        Assert.True(_pictures.TryFind(_source, 2, 0, out _));
    }

    [Fact]
    public void What_is_held_stays_until_the_last_lets_go()
    {
        CutPicture picture = Cut(1);
        _pictures.Hold(picture);
        _pictures.Hold(picture);
        Trim();
        _pictures.Release(picture);
        Trim();
        Assert.True(_pictures.TryFind(_source, 1, 0, out _));

        _pictures.Release(picture);
        Trim();
        Assert.Equal(0, _pictures.Count);
    }

    [Fact]
    public void What_nobody_sends_is_bounded_and_the_oldest_goes_first()
    {
        const int Size = 100_000;
        int fit = CutPictures.MaxIdleBytes / Size;
        CutPicture held = Cut(0, Size);
        _pictures.Hold(held);
        for (int i = 1; i <= fit + 1; i++)
        {
            Cut(i, Size);
        }

        Assert.True(_pictures.TryFind(_source, 0, 0, out _));
        Assert.False(_pictures.TryFind(_source, 1, 0, out _));
        Assert.True(_pictures.TryFind(_source, fit + 1, 0, out _));
        Assert.InRange(_pictures.Count, fit - 1, fit + 1);
    }

    [Fact]
    public void One_that_is_larger_than_the_limit_lives_until_the_next()
    {
        Cut(1, CutPictures.MaxIdleBytes + 1000);
        Assert.True(_pictures.TryFind(_source, 1, 0, out _));

        Cut(2);
        Assert.False(_pictures.TryFind(_source, 1, 0, out _));
    }

    [Fact]
    public void Nothing_to_send_is_a_picture_without_packets()
    {
        Assert.Equal(0, _pictures.Cut(_source, 1, 0, null, [], isSync: false).PacketBytes);
        Assert.Equal(0, _pictures.Cut(_source, 2, 0, Format, [0, 0], isSync: false).PacketBytes);
    }

    [Fact]
    public void Cutting_allocates_nothing_once_it_runs()
    {
        byte[] sample = Sample(2000);
        long before = 0;
        for (int i = 0; i < 2000; i++)
        {
            // The runtime itself allocates when it compiles a method anew.
            before = i == 1000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            CutPicture picture = _pictures.Cut(_source, i, 0, Format, sample.AsSpan(0, 200 + (i % 7 * 250)), isSync: false);
            _pictures.Hold(picture);
            _pictures.Release(picture);
            if (i % 3 == 0)
            {
                _pictures.Trim();
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);
    }

    public void Dispose() => _pictures.Dispose();

    private CutPicture Cut(long number, int size = 1000) => _pictures.Cut(_source, number, 0, Format, Sample(size), isSync: false);

    private void Trim()
    {
        _pictures.Trim();
        _pictures.Trim();
    }

    private static byte[] Sample(int size)
    {
        byte[] sample = new byte[size];
        new Random(size).NextBytes(sample);
        BinaryPrimitives.WriteInt32BigEndian(sample, size - 4);
        sample[4] = 0x41;
        return sample;
    }
}
