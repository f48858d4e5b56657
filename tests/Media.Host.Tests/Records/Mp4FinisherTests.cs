using Vod.Media.Host.Records;
using Vod.Media.Mp4.Writing;

namespace Vod.Media.Host.Tests.Records;

/// <summary>What a crash left, however much or little that is.</summary>
public sealed class Mp4FinisherTests
{
    // 2.7 Mbit/s and 0.8 s: a fragment is read by itself, and a day has 108 000.
    private const int FragmentBytes = 270_000;
    private const int FragmentsOfADay = 108_000;

    [Fact]
    public async Task A_recording_of_a_day_is_finished()
    {
        PublishedFilm film = await PublishedFilm.LargeAsync();
        PictureFormat format = new(film.Pictures[0].Picture.Configuration!, 320, 180);
        using HollowFile file = new(FragmentBytes);
        RecordedMovie movie = new(sound: null, DateTimeOffset.UnixEpoch);
        FragmentWriter writer = new(movie, hasPicture: true);
        List<ReadOnlyMemory<byte>> pieces = [];
        writer.WriteStart(format, FileLayout.DefaultHoleLength, pieces);
        file.Write(0, pieces);
        byte[] picture = new byte[FragmentBytes];
        for (int i = 0; i < FragmentsOfADay; i++)
        {
            pieces.Clear();
            WrittenSample[] pictures = [new(i * 72_000L, picture, IsKey: i == 0)];
            writer.WriteFragment(file.Length, new MovieFragment { Pictures = pictures, Sounds = [], PicturesEnd = (i + 1) * 72_000L, Format = format, Entry = 0 }, pieces);
            file.Write(file.Length, pieces);
        }

        Assert.Equal(TimeSpan.FromHours(24), Mp4Finisher.Salvage(file, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void What_nobody_can_read_is_not_taken_for_nothing()
    {
        using HollowFile start = new(dropped: -1);
        start.Write(0, [new byte[RecordRecovery.MaxNothing]]);
        Assert.Null(Mp4Finisher.Salvage(start, DateTimeOffset.UnixEpoch));
        start.Write(start.Length, [new byte[1]]);

        Assert.Throws<InvalidDataException>(() => Mp4Finisher.Salvage(start, DateTimeOffset.UnixEpoch));
    }
}
