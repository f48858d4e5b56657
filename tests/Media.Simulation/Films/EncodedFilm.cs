using Vod.Media.Playback;
using Vod.Media.Tests.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Films;

/// <summary>A simulated file whose picture has to be encoded anew, and is as far as a test says.</summary>
internal sealed class EncodedFilm : IFilm
{
    private readonly SimulatedFile _file;

    public EncodedFilm(SimulatedFile file)
    {
        _file = file;
        Pictures = new ScriptedPictures(PictureChunkTable.For(file.Track.Samples, file.Track.Timescale));
        Video = new FileVideo(file.Track, Pictures, isPlayableAsIs: false);
    }

    public ScriptedPictures Pictures { get; }

    public FileVideo Video { get; }

    VideoSource? IFilm.Video => Video;

    public IOpusSource Audio => _file.Audio;

    public TimeSpan Duration => Video.Duration;

    public LoopPeriod LoopPeriod => _file.LoopPeriod;

    public void Read(in ReadRequest request) => _file.Read(request);

    /// <summary>Makes the pictures of all chunks that begin before a time.</summary>
    public void MakeUntil(TimeSpan end)
    {
        for (int chunk = 0; chunk < Pictures.Chunks.Count; chunk++)
        {
            if (new MediaTime(Pictures.Chunks.StartOf(chunk), Video.Timescale).ToTimeSpan() < end)
            {
                Pictures.Make(chunk);
            }
        }
    }
}
