using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Mp4;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>A film whose encoded picture alone is larger than the cache folder may be.</summary>
public sealed class PictureCacheLimitTests(GeneratedFiles files)
{
    [Fact]
    public async Task It_plays_and_the_folder_stays_within_the_limit_and_one_chunk()
    {
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), new PreparationOptions { Ahead = TimeSpan.FromSeconds(8) });
        await picture.PlayAsync();
        long[] sizes = Sizes(picture);
        picture.Options.MaxCacheBytes = sizes.Sum() / 3;
        picture.Options.MaxPictureMemoryBytes = sizes.Sum() / 4;
        await picture.RestartAsync();
        Assert.InRange(Sizes(picture).Sum(), 1, picture.Options.MaxCacheBytes);

        long largest = 0;
        int count = picture.Prepared.Chunks.Count;
        for (int chunk = 0; chunk < count + (count / 4); chunk++)
        {
            int at = chunk % count;
            picture.Prepared.RequestAhead(at, loops: true);
            await picture.Preparation.WhenIdleAsync();
            Assert.True(picture.Prepared.Open(at).IsComplete, picture.Prepared.FailureReason);
            largest = Math.Max(largest, Sizes(picture).Sum());
        }

        // Nothing that is ahead of the viewer is deleted: each chunk is made once, and again in the next round.
        Assert.InRange(largest, picture.Options.MaxCacheBytes / 2, picture.Options.MaxCacheBytes + sizes.Max());
        Assert.InRange(picture.Preparation.Counters.ChunksMade, count - (count / 4), count + (count / 2));
        Assert.Equal(0, picture.Preparation.Counters.TranscodesFailed);
    }

    [Fact]
    public async Task A_viewer_not_far_behind_another_reads_what_was_made_for_the_first()
    {
        await using TestPicture picture = await TestPicture.OpenAsync(files.Get("b-frames-minute.mp4"), new PreparationOptions { Ahead = TimeSpan.FromSeconds(4) });
        await picture.PlayAsync();
        long whole = Sizes(picture).Sum();
        Directory.Delete(picture.CacheFolder, recursive: true);
        picture.Options.MaxCacheBytes = whole / 2;
        picture.Options.MaxPictureMemoryBytes = whole / 8;
        await picture.RestartAsync();

        // Twice as many files lie between the two: those the second has yet to come to, and those that it has read meanwhile.
        const int Behind = 4;
        for (int chunk = 0; chunk < picture.Prepared.Chunks.Count + Behind; chunk++)
        {
            foreach (int at in new[] { chunk, chunk - Behind }.Where(at => at >= 0 && at < picture.Prepared.Chunks.Count))
            {
                picture.Prepared.RequestAhead(at, loops: false);
                await picture.Preparation.WhenIdleAsync();
                Assert.True(picture.Prepared.Open(at).IsComplete, picture.Prepared.FailureReason);
            }
        }

        Assert.Equal(picture.Prepared.Chunks.Count, picture.Preparation.Counters.ChunksMade);
    }

    private static long[] Sizes(TestPicture picture) =>
        [.. new DirectoryInfo(picture.CacheFolder).GetFiles().Select(static file => file.Length)];
}
