using Vod.Media.Mp4;
using Vod.Media.Tests.Mp4.Fragments;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Tests.Mp4;

/// <summary>Which of several sample entries a sample is decoded with, and where that changes.</summary>
public sealed class SampleEntryChangeTests
{
    private const string NoSets = "0142C00BFFE000";
    private const string OtherSize = "6742C00BD902447E5C0440000003004000000C83C50A92";

    [Fact]
    public void Each_chunk_names_its_entry()
    {
        SampleIndex samples = Reading.Track(Changing(1, 2, 2, 1)).Samples;

        Assert.Equal([0, 1, 1, 0], Enumerable.Range(0, 4).Select(samples.GetSampleEntry));
        Assert.Equal([1, 3, 3, 4], Enumerable.Range(0, 4).Select(samples.FindSampleEntryChange));
    }

    [Fact]
    public void An_entry_that_does_not_exist_is_taken_for_the_nearest()
    {
        SampleIndex samples = Reading.Track(Changing(0, 3, uint.MaxValue, 1)).Samples;

        Assert.Equal([0, 1, 1, 0], Enumerable.Range(0, 4).Select(samples.GetSampleEntry));
    }

    [Fact]
    public void A_fragment_may_change_it()
    {
        byte[] file = new FragmentedSpec(Fragment(1), Fragment(2), Fragment(1)) { Tracks = [FragmentedSpec.Video with { SampleEntries = Two }] }.Build();
        SampleIndex samples = Reading.Movie(file).Tracks[0].Samples;

        Assert.Equal([0, 0, 1, 1, 0, 0], Enumerable.Range(0, 6).Select(samples.GetSampleEntry));
        Assert.Equal([2, 4, 6], new[] { 0, 2, 4 }.Select(samples.FindSampleEntryChange));

        static FragmentSpec Fragment(uint description) => new(new TrackFragmentSpec(1, new RunSpec(10, 10)) { Description = description, Duration = 40 });
    }

    [Fact]
    public void Pieces_that_an_edit_list_puts_together_keep_theirs()
    {
        TrackSpec track = Changing(1, 1, 2, 2) with { SyncSamples = [], Edits = Table("elst", 0, [40, 120, 1 << 16], [40, 0, 1 << 16]) };
        SampleIndex samples = Reading.Track(track).Samples;

        Assert.Equal([1, 0], Enumerable.Range(0, 2).Select(samples.GetSampleEntry));
        Assert.Equal(1, samples.FindSampleEntryChange(0));
    }

    [Fact]
    public void Changes_are_found_as_by_looking_at_all_and_cost_nothing_where_there_are_none()
    {
        Random random = new(3);
        foreach (int longest in new[] { 2, 50, 300 })
        {
            List<int> entries = [];
            while (entries.Count < 2000)
            {
                entries.AddRange(Enumerable.Repeat(random.Next(256), random.Next(1, longest)));
            }

            SampleIndex samples = Pack(entries);
            for (int i = 0; i < entries.Count; i++)
            {
                int change = entries.FindIndex(i, entry => entry != entries[i]);
                Assert.Equal(change < 0 ? entries.Count : change, samples.FindSampleEntryChange(i));
                Assert.Equal(entries[i], samples.GetSampleEntry(i));
            }
        }

        Assert.Equal(Pack([.. Enumerable.Repeat(0, 1024)]).MemoryBytes, Pack([.. Enumerable.Repeat(0, 512), .. Enumerable.Repeat(200, 512)]).MemoryBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => Pack([0]).FindSampleEntryChange(1));
    }

    [Theory]
    [InlineData("avc1", TrackSpec.AvcConfiguration, false)]
    [InlineData("avc3", TrackSpec.AvcConfiguration, true)]
    [InlineData("avc3", NoSets, true)]
    [InlineData("avc1", NoSets, true)]
    [InlineData("avc1", "0142C00BFFE100176742C00BD902847E5C0440000003004000000C83C50A9200", true)] // no picture parameter set
    [InlineData("hvc1", TrackSpec.AvcConfiguration, false)]
    public void An_entry_says_whether_the_samples_bring_parameter_sets(string format, string configuration, bool expected)
    {
        byte[] entry = TrackSpec.VideoEntry(format, Box("avcC", Convert.FromHexString(configuration)));

        Assert.Equal(expected, Reading.Track(TrackSpec.Video with { SampleEntries = [entry] }).SampleEntries[0].HasParameterSetsInBand);
    }


    private static byte[][] Two => [TrackSpec.VideoEntry(), TrackSpec.VideoEntry()];

    // Four chunks of a sample each, with these sample_description_indexes.
    private static TrackSpec Changing(params uint[] entries) => TrackSpec.Video with
    {
        SampleEntries = Two,
        ChunkSamples = [1, 1, 1, 1],
        SampleToChunk = Table("stsc", 0, [.. entries.Select(static (entry, i) => new[] { (uint)i + 1, 1u, entry })]),
    };

    private static SampleIndex Pack(List<int> entries)
    {
        SampleIndexPacker packer = new();
        foreach (int entry in entries)
        {
            packer.Add(0, 1, 1, 0, entry, true);
        }

        return packer.Build(0);
    }
}
