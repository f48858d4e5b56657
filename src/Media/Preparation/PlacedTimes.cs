
namespace Vod.Media.Preparation;

/// <summary>
/// Gives the samples of a run, in decoding order, the times they go in with: those of <see cref="PictureRunPlan.TimesOf"/>, so that pictures that are shown at the same time are
/// told apart.
/// </summary>
internal sealed class PlacedTimes(PictureRunPlan plan)
{
    // Decoding order strays from the order of showing by a few pictures, so it goes back and forth between two chunks at most.
    private readonly Chunk[] _chunks = [Chunk.None, Chunk.None];

    /// <summary>The time of the next sample in decoding order, in milliseconds.</summary>
    /// <param name="compositionTime">When it is shown, in ticks of the track.</param>
    public long Place(long compositionTime)
    {
        if (compositionTime < plan.Chunks.StartOf(plan.FirstChunk))
        {
            // It is decoded for the sake of others only.
            return plan.MillisecondsOf(compositionTime);
        }

        return Find(plan.Chunks.Find(compositionTime)).Take(compositionTime) ?? plan.MillisecondsOf(compositionTime);
    }

    private Chunk Find(int number)
    {
        ref Chunk slot = ref _chunks[number & 1];
        if (slot.Number != number)
        {
            long[] times = plan.Chunks.TimesOf(number);
            slot = new Chunk(number, times, plan.TimesOf(times));
        }

        return slot;
    }

    private sealed class Chunk(int number, long[] times, long[] places)
    {
        private readonly bool[] _taken = new bool[times.Length];

        public static Chunk None { get; } = new(-1, [], []);

        public int Number => number;

        public long? Take(long time)
        {
            int at = Array.BinarySearch(times, time);
            while (at > 0 && times[at - 1] == time)
            {
                at--;
            }

            while (at >= 0 && at < times.Length && times[at] == time && _taken[at])
            {
                at++;
            }

            if (at < 0 || at >= times.Length || times[at] != time)
            {
                return null;
            }

            _taken[at] = true;
            return places[at];
        }
    }
}
