using Vod.Media.Host.Tests.Mp4;

namespace Vod.Media.Simulation.Films;

/// <summary>As <see cref="ReceivedFilmTests"/>, of all other codecs. A class of its own, as those run side by side.</summary>
public sealed class ReceivedCodecTests(GeneratedFiles files)
{
    public static TheoryData<string> Names => [.. GeneratedFiles.PlayableNames.Intersect(GeneratedFiles.CodecNames)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_picture_and_every_moment_of_sound_arrives_in_time_and_as_it_was(string name)
    {
        await ReceivedFilm.AssertSameAsync(files.Get(name));
    }
}
