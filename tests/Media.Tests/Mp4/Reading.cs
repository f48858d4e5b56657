using Vod.Media.Films;
using Vod.Media.Mp4;
using Vod.Media.Mp4.Scanning;

namespace Vod.Media.Tests.Mp4;

/// <summary>Drives the reader over bytes in memory.</summary>
internal static class Reading
{
    /// <summary>Gives the bytes of a range; fewer at the end of what there is.</summary>
    public delegate byte[] Source(long offset, int length);

    public static Mp4ReadStep Read(byte[] file, Mp4Limits? limits = null) => Read(file.Length, From(file), limits, out _);

    public static Mp4ReadStep Read(long fileLength, Source source, Mp4Limits? limits, out int requests)
    {
        limits ??= Mp4Limits.Default;
        FilmIndexReader reader = new(fileLength, limits);
        requests = 0;
        while (reader.Next is Mp4ReadStep.NeedBytes need)
        {
            requests++;
            Assert.InRange(requests, 1, limits.MaxRequests + limits.MaxFragmentRequests + (limits.MaxScanBytes / ScanBudget.LeastCost));
            Assert.InRange(need.Length, 1, Math.Max(limits.MaxMovieBytes, Mp4IndexReader.TailLength));
            Assert.InRange(need.Offset, 0, fileLength - need.Length);
            reader.Provide(source(need.Offset, need.Length));
        }

        // The dearest byte is one of stz2 with two samples in it, which are listed once and looked at twice by a scan.
        Assert.InRange(reader.Steps, 0, 64 + (8 * fileLength));
        return reader.Next;
    }

    public static Mp4Movie Movie(byte[] file, Mp4Limits? limits = null) => Assert.IsType<Mp4ReadStep.Ready>(Read(file, limits)).Movie;

    public static Mp4Track Track(TrackSpec track, Mp4Limits? limits = null) =>
        Assert.Single(Movie(new MovieSpec(track).Build(), limits).Tracks);

    public static Mp4RejectReason Rejection(byte[] file, Mp4Limits? limits = null) =>
        Assert.IsType<Mp4ReadStep.Rejected>(Read(file, limits)).Reason;

    public static MediaSample[] Samples(Mp4Track track) => [.. Enumerable.Range(0, track.Samples.Count).Select(track.Samples.GetSample)];

    public static Source From(byte[] file) =>
        (offset, length) => file.AsSpan()[(int)offset..(int)Math.Min(file.Length, offset + length)].ToArray();

    /// <summary>Bytes followed by as many zeros as are asked for.</summary>
    public static Source Sparse(byte[] head) => (offset, length) =>
    {
        byte[] bytes = new byte[length];
        if (offset < head.Length)
        {
            head.AsSpan((int)offset, (int)Math.Min(length, head.Length - offset)).CopyTo(bytes);
        }

        return bytes;
    };

    /// <summary>What must hold for any bytes whatever: no sample outside the file, memory within what the file pays for.</summary>
    public static void AssertSound(Mp4ReadStep step, long fileLength)
    {
        if (step is not Mp4ReadStep.Ready { Movie: { } movie })
        {
            Assert.IsType<Mp4ReadStep.Rejected>(step);
            return;
        }

        Assert.NotNull(Mp4Playability.Decide(movie).Detail);
        Assert.InRange(movie.MemoryBytes, 0, 4096 + (fileLength * 64));
        foreach (Mp4Track track in movie.Tracks)
        {
            long previous = long.MinValue;
            for (int i = 0; i < track.Samples.Count; i++)
            {
                MediaSample sample = track.Samples.GetSample(i);
                Assert.InRange(sample.Offset, 0, fileLength - sample.Size);
                Assert.InRange(sample.Size, 0, track.Samples.MaxSampleSize);
                Assert.InRange(sample.DecodeTime, previous, sample.CompositionTime);
                Assert.InRange(sample.Duration, 0, long.MaxValue);
                Assert.InRange(track.Samples.GetSampleEntry(i), 0, Math.Max(0, track.SampleEntries.Count - 1));
                previous = sample.DecodeTime;
            }
        }
    }
}
