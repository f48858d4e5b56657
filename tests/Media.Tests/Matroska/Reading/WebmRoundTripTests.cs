using Vod.Media.Mp4;
using FilmReading = Vod.Media.Tests.Mp4.Reading;

namespace Vod.Media.Tests.Matroska.Reading;

/// <summary>What is recorded is what is played.</summary>
public sealed class WebmRoundTripTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_frame_of_a_recording_is_found_at_its_time(bool isFinished)
    {
        List<WrittenFrame> frames;
        byte[] file = isFinished ? WebmFiles.Finished(out frames) : WebmFiles.Whole(out frames);
        Mp4Movie movie = FilmReading.Movie(file);

        Assert.False(movie.IsCutOff);
        foreach (Mp4Track track in movie.Tracks)
        {
            WrittenFrame[] written = [.. frames.Where(frame => frame.Track == track.TrackId)];
            MediaSample[] samples = FilmReading.Samples(track);
            Assert.Equal(written.Select(static f => Convert.ToHexString(f.Bytes)), samples.Select(s => Convert.ToHexString(file.AsSpan((int)s.Offset, s.Size))));
            Assert.Equal(written.Select(f => (f.Time * track.Timescale / 1000, f.IsKey)), samples.Select(static s => (s.CompositionTime, s.IsSync)));
        }
    }
}
