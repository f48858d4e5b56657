using Vod.Media.Mp4;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Simulation.Films;

/// <summary>The pictures of several files in one track, each with its own sample entry, as editors join films without encoding them again.</summary>
internal static class SplicedFilm
{
    public static string Make(string target, string configurationBox, params string[] sources)
    {
        List<byte[]> entries = [];
        List<int> chunks = [];
        List<byte[]> samples = [];
        List<uint[]> durations = [];
        List<uint[]> offsets = [];
        List<uint[]> syncs = [];
        uint timescale = 0;
        foreach (string source in sources)
        {
            byte[] file = File.ReadAllBytes(source);
            Mp4Track track = Read(file).FirstVideo!;
            Assert.True(timescale == 0 || timescale == track.Timescale);
            timescale = track.Timescale;
            entries.Add(TrackSpec.VideoEntry(track.Format.ToString(), Box(configurationBox, track.SampleEntries[0].CodecConfiguration.ToArray())));
            chunks.Add(track.Samples.Count);
            for (int i = 0; i < track.Samples.Count; i++)
            {
                MediaSample sample = track.Samples.GetSample(i);
                samples.Add(file[(int)sample.Offset..(int)(sample.Offset + sample.Size)]);
                durations.Add([1, (uint)sample.Duration]);
                offsets.Add([1, (uint)(sample.CompositionTime - sample.DecodeTime)]);
                if (sample.IsSync)
                {
                    syncs.Add([(uint)samples.Count]);
                }
            }
        }

        TrackSpec spliced = TrackSpec.Video with
        {
            Timescale = timescale,
            SampleEntries = [.. entries],
            Sizes = [.. samples.Select(static sample => sample.Length)],
            ChunkSamples = [.. chunks],
            SampleToChunk = Table("stsc", 0, [.. chunks.Select(static (count, i) => new[] { (uint)i + 1, (uint)count, (uint)i + 1 })]),
            TimeToSample = Table("stts", 0, [.. durations]),
            CompositionOffsets = Table("ctts", 0, [.. offsets]),
            SyncSamples = Table("stss", 0, [.. syncs]),
        };
        File.WriteAllBytes(target, new MovieSpec(spliced) { Media = [.. samples.SelectMany(static sample => sample)] }.Build());
        return target;
    }

    private static Mp4Movie Read(byte[] file)
    {
        Mp4IndexReader reader = new(file.Length, Mp4Limits.Default);
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            reader.Provide(file.AsSpan((int)need.Offset, need.Length));
        }

        return Assert.IsType<Mp4ReadStep.Ready>(reader.Next).Movie;
    }
}
