namespace Vod.Media.Mp4;

/// <summary>Which tracks somebody asks for. What is null is chosen by the file: see <see cref="Mp4Movie.Choose"/>.</summary>
/// <param name="Video">Number among the video tracks in the order of the file, counted from 1.</param>
/// <param name="Audio">Number among the audio tracks in the order of the file, counted from 1: 2 is the second language.</param>
internal readonly record struct Mp4TrackSelection(int? Video = null, int? Audio = null)
{
    /// <summary>The number asked for of one kind.</summary>
    public int? Of(Mp4TrackKind kind) => kind == Mp4TrackKind.Video ? Video : Audio;
}
