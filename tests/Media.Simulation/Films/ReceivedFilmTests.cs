using Vod.Media.Engine;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Films;

/// <summary>What a browser receives of real files, decoded by ffmpeg, against what ffmpeg decodes of the files themselves.</summary>
public sealed class ReceivedFilmTests(GeneratedFiles files) : IClassFixture<GeneratedFiles>
{
    public static TheoryData<string> Names => [.. GeneratedFiles.PlayableNames];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_picture_and_every_moment_of_sound_arrives_in_time_and_as_it_was(string name)
    {
        string path = files.Get(name);
        await using PreparedFilm film = await PreparedFilm.OpenAsync(path);
        using PlaybackSimulation simulation = new(seed: 1, PathConditions.Clean, film: film);

        simulation.Run(film.Duration + TimeSpan.FromSeconds(30));

        Assert.Equal(SessionEndReason.EndOfFile, simulation.Ended);
        Assert.True(film.Video is not null || film.Audio is not null);
        if (film.Video is not null)
        {
            await ReceivedPicture.AssertSameAsync(path, film.Asset, simulation);
        }

        if (film.Audio is not null)
        {
            await ReceivedSound.AssertSameAsync(path, simulation);
        }
    }
}
