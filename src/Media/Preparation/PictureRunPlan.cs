using Vod.Media.Mp4;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Preparation;

/// <summary>
/// One run of an encoder: from the key frame before a chunk through as many chunks as are wanted when it comes to them, or to where another sample entry begins. Pictures go in and come out with times in whole
/// milliseconds, which tell the chunk and the place in it.
/// </summary>
internal sealed class PictureRunPlan
{
    /// <summary>
    /// Most chunks of a run. It bounds the list of cuts, which has to be known at the start; an hour, because a film with one key frame is decoded from its start in
    /// every run.
    /// </summary>
    public const int MaxChunks = 1800;

    // Leading pictures of an open group come before its key frame; negative times would be moved by the muxer.
    private const long FirstKeyAt = 10_000;
    private const uint MillisecondsPerSecond = 1000;

    // Below this nothing is worth saving.
    private const long LeastBitRateLimit = 2_000_000;

    // Without B-frames and in a hurry, H.264 takes up to twice the bits for the same picture; what newer codecs have made small takes twice as many again.
    private const int MoreThanOld = 2;
    private const int MoreThanNew = 4;

    private readonly Mp4Track _track;
    private readonly long _origin;

    /// <param name="track">A video track with samples.</param>
    /// <param name="chunks">Where it is cut.</param>
    /// <param name="firstChunk">The chunk to begin with.</param>
    public PictureRunPlan(Mp4Track track, PictureChunkTable chunks, int firstChunk)
    {
        _track = track;
        Chunks = chunks;
        FirstChunk = firstChunk;
        FirstSample = chunks.SyncOf(firstChunk);
        SampleEntry = track.Samples.GetSampleEntry(FirstSample);
        _origin = track.Samples.GetSample(FirstSample).CompositionTime;
        EndChunk = firstChunk + 1;
        while (EndChunk < Math.Min(firstChunk + MaxChunks, chunks.Count) && track.Samples.GetSampleEntry(chunks.SyncOf(EndChunk)) == SampleEntry)
        {
            EndChunk++;
        }
    }

    /// <summary>Where the track is cut.</summary>
    public PictureChunkTable Chunks { get; }

    /// <summary>The chunk it begins with.</summary>
    public int FirstChunk { get; }

    /// <summary>One after the last chunk it may come to.</summary>
    public int EndChunk { get; }

    /// <summary>The sample entry of all its samples.</summary>
    public int SampleEntry { get; }

    /// <summary>The sample that decoding begins with.</summary>
    public int FirstSample { get; }

    /// <summary>Bits per second that the result is not to exceed for long: it goes over lines that carried the source.</summary>
    public long MaxBitRate
    {
        get
        {
            long duration = Math.Max(1, _track.Samples.EndTime - Math.Max(0, _track.Samples.StartTime));
            Int128 source = (Int128)_track.Samples.TotalBytes * 8 * _track.Timescale / duration;
            bool isNew = _track.Codec is Mp4Codec.Hevc or Mp4Codec.Vvc or Mp4Codec.Vp9 or Mp4Codec.Av1;
            return (long)Int128.Clamp(source * (isNew ? MoreThanNew : MoreThanOld), LeastBitRateLimit, int.MaxValue / 2);
        }
    }

    /// <summary>One after the last sample that has to be decoded for a chunk, given where feeding has come to.</summary>
    public int EndSampleOf(int chunk, int from)
    {
        SampleIndex samples = _track.Samples;
        long end = Chunks.EndOf(chunk);
        int sample = from;
        bool isLast = chunk + 1 == Chunks.Count;
        while (sample < samples.Count && (isLast || samples.GetSample(sample).DecodeTime < end) && samples.GetSampleEntry(sample) == SampleEntry)
        {
            sample++;
        }

        return sample;
    }

    /// <summary>The time a picture goes in with. Several pictures of one time have several places, see <see cref="TimesOf"/>.</summary>
    /// <param name="compositionTime">When it is shown, in ticks of the track.</param>
    public long MillisecondsOf(long compositionTime) =>
        Math.Max(0, FirstKeyAt + MediaTime.Rescale(compositionTime - _origin, _track.Timescale, MillisecondsPerSecond));

    /// <summary>The times that the pictures of a chunk go in and come out with: ascending, no two the same.</summary>
    /// <param name="times">When they are shown, in ticks of the track, ascending.</param>
    public long[] TimesOf(ReadOnlySpan<long> times)
    {
        long[] milliseconds = new long[times.Length];
        for (int i = 0; i < times.Length; i++)
        {
            long exact = MillisecondsOf(times[i]);
            milliseconds[i] = i == 0 ? exact : Math.Max(exact, milliseconds[i - 1] + 1);
        }

        return milliseconds;
    }
}
