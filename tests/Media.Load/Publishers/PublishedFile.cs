using Vod.Media.H264;
using Vod.Media.H264.Packetization;
using Vod.Media.Mp4;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Load.Publishers;

/// <summary>The pictures of a film, cut into payloads; what all publishers send, over and over.</summary>
internal sealed class PublishedFile
{
    private readonly List<(TimeSpan At, byte[][] Payloads)> _pictures = [];

    /// <summary>Reads a film with H.264.</summary>
    public PublishedFile(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        Mp4IndexReader reader = new(file.Length, Mp4Limits.Default);
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            reader.Provide(file.AsSpan((int)need.Offset, need.Length));
        }

        Mp4Track track = ((Mp4ReadStep.Ready)reader.Next).Movie.FirstVideo ?? throw new InvalidDataException("a film without a picture");
        AvcConfiguration avc = track.AvcConfiguration!;
        H264PayloadFormat format = new(avc.NalLengthSize, [.. avc.SequenceParameterSets], [.. avc.PictureParameterSets]);
        long start = track.Samples.GetSample(0).DecodeTime;
        for (int i = 0; i < track.Samples.Count; i++)
        {
            MediaSample sample = track.Samples.GetSample(i);
            _pictures.Add((new MediaTime(sample.DecodeTime - start, track.Timescale).ToTimeSpan(), Cut(format, file.AsSpan((int)sample.Offset, sample.Size), sample.IsSync)));
        }

        Length = _pictures[^1].At + (_pictures[^1].At / (_pictures.Count - 1));
    }

    /// <summary>After this time it begins anew.</summary>
    public TimeSpan Length { get; }

    /// <summary>A picture by its number from the beginning on, however often it has begun anew.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="at">When it is due.</param>
    public byte[][] Picture(int number, out TimeSpan at)
    {
        (int lap, int place) = Math.DivRem(number, _pictures.Count);
        at = (Length * lap) + _pictures[place].At;
        return _pictures[place].Payloads;
    }

    private static byte[][] Cut(H264PayloadFormat format, ReadOnlySpan<byte> sample, bool isSync)
    {
        List<byte[]> payloads = [];
        byte[] payload = new byte[format.MaxPayloadSize];
        H264Packetizer packetizer = format.Packetize(sample, isSync);
        while (packetizer.TryNext(payload, out PacketCut cut))
        {
            payloads.Add(payload[..cut.PayloadSize]);
        }

        return [.. payloads];
    }
}
