using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Preparation;

/// <summary>Which samples have to be decoded to see the picture of one moment, and which of the decoded pictures it is.</summary>
/// <param name="First">The key frame to begin with.</param>
/// <param name="Count">Samples to decode, in decoding order.</param>
/// <param name="Shown">The picture of the moment, counted from 0 in the order a decoder shows them in.</param>
/// <param name="Bytes">Bytes of the samples.</param>
internal readonly record struct PicturePlan(int First, int Count, int Shown, long Bytes)
{
    /// <summary>The plan for one moment of a track with at least one sample. Before the first picture it is the first, after the last it is the last.</summary>
    public static PicturePlan For(Mp4Track track, TimeSpan position)
    {
        SampleIndex samples = track.Samples;
        long time = new MediaTime(position.Ticks, (uint)TimeSpan.TicksPerSecond).To(track.Timescale).Value;
        int target = samples.FindByCompositionTime(Math.Max(time, samples.StartTime));
        long targetTime = samples.GetSample(target).CompositionTime;
        int first = samples.FindSyncAtOrBefore(target);
        if (first > 0 && targetTime < samples.GetSample(first).CompositionTime)
        {
            // A leading picture of an open GOP refers to the group before (ISO/IEC 14496-12, 8.8.3.1).
            first = samples.FindSyncAtOrBefore(first - 1);
        }

        int shown = 0;
        long bytes = 0;
        for (int i = first; i <= target; i++)
        {
            MediaSample sample = samples.GetSample(i);
            shown += sample.CompositionTime < targetTime ? 1 : 0;
            bytes += sample.Size;
        }

        return new(first, target - first + 1, shown, bytes);
    }
}
