using Vod.Media.H264.Packetization;
using Vod.Media.Rtp;

namespace Vod.Media.Vectors.Rtp;

/// <summary>Payloads put together by hand from the diagrams of RFC 6184 sections 5.3 to 5.8.</summary>
public sealed class H264PayloadVectors
{
    private static readonly byte[] SequenceParameterSet = Convert.FromHexString("6742001F");
    private static readonly byte[] PictureParameterSet = Convert.FromHexString("48CE");

    [Fact]
    public void A_key_frame_goes_out_as_parameter_sets_in_a_STAP_A_and_fragments()
    {
        // An IDR slice of 65 bytes against a limit of 32: 64 data bytes in three fragments of at most 30.
        byte[] data = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];
        byte[] sample = [0, 0, 0, 65, 0x65, .. data];
        H264PayloadFormat format = new(4, [SequenceParameterSet], [PictureParameterSet], maxPayloadSize: 32);

        (string Payload, bool Marker)[] packets = Packetize(format, sample, isSync: true);

        Assert.Equal(
            [
                // Section 5.7.1: F=0, NRI=3 (the larger of 3 and 2), type 24; each unit behind its 16-bit size.
                ("78" + "0004" + "6742001F" + "0002" + "48CE", false),

                // Section 5.8: FU indicator F=0 NRI=3 type 28; FU header S, E, R and type 5. The slice's own header byte is not repeated.
                ("7C" + "85" + Convert.ToHexString(data.AsSpan(0, 22)), false),
                ("7C" + "05" + Convert.ToHexString(data.AsSpan(22, 22)), false),
                ("7C" + "45" + Convert.ToHexString(data.AsSpan(44, 20)), true),
            ],
            packets);
    }

    [Fact]
    public void A_unit_that_fits_is_the_payload_as_it_is()
    {
        // Section 5.6: the NAL unit header is the payload header.
        byte[] sample = [0, 0, 0, 3, 0x41, 0x9A, 0x02];

        Assert.Equal([("419A02", true)], Packetize(new(4, [], []), sample, isSync: false));
    }

    [Fact]
    public void Slices_that_fit_together_share_a_packet()
    {
        byte[] sample = [0, 2, 0x01, 0xAA, 0, 3, 0x21, 0xBB, 0xCC];

        // Type 24 with NRI=1, the larger one of 0 and 1.
        Assert.Equal([("38" + "0002" + "01AA" + "0003" + "21BBCC", true)], Packetize(new(2, [], []), sample, isSync: false));
    }

    [Fact]
    public void A_damaged_unit_makes_its_aggregate_damaged()
    {
        byte[] sample = [2, 0x81, 0xAA, 1, 0x61];

        // Section 5.7: F of the aggregate is set when it is set in any of its units.
        Assert.Equal([("F8" + "0002" + "81AA" + "0001" + "61", true)], Packetize(new(1, [], []), sample, isSync: false));
    }

    private static (string Payload, bool Marker)[] Packetize(H264PayloadFormat format, byte[] sample, bool isSync)
    {
        List<(string, bool)> packets = [];
        byte[] payload = new byte[format.MaxPayloadSize];
        H264Packetizer packetizer = format.Packetize(sample, isSync);
        while (packetizer.TryNext(payload, out PacketCut cut))
        {
            packets.Add((Convert.ToHexString(payload.AsSpan(0, cut.PayloadSize)), cut.Marker));
        }

        return [.. packets];
    }
}
