using Vod.Media.Engine;
using Vod.Media.Simulation.Network;

namespace Vod.Media.Simulation.Films;

/// <summary>A file that is played as a whole over a clean path, against what ffmpeg decodes of the file itself.</summary>
internal static class ReceivedFilm
{
    // Its times jitter by the length of a frame, which only tears the sound. ffmpeg follows them, the product does not.
    private const string Jittering = "fragment-per-picture.mp4";

    public static async Task AssertSameAsync(string path)
    {
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
            await ReceivedSound.AssertSameAsync(await ReceivedSound.OfFileAsync(path), simulation, lengthOnly: path.EndsWith(Jittering, StringComparison.Ordinal));
        }
    }
}
