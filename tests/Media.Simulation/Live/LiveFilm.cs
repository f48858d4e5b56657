using Vod.Media.Live;
using Vod.Media.Playback;

namespace Vod.Media.Simulation.Live;

/// <summary>A publication, as one viewer plays it.</summary>
internal sealed class LiveFilm(LiveStream stream) : IFilm
{
    public VideoSource? Video { get; } = stream.HasPicture ? new PublishedVideo(stream) : null;

    public IOpusSource? Audio { get; } = stream.HasSound ? new LiveSound(stream) : null;

    public LiveStream Live { get; } = stream;

    public TimeSpan Duration => TimeSpan.Zero;

    public LoopPeriod LoopPeriod => throw new InvalidOperationException("what is published does not loop");

    public void Read(in ReadRequest request) => throw new InvalidOperationException("nothing is read of what is published");
}
