namespace Vod.Media.Mp4;

/// <summary>
/// What the tracks of a file may still use up together. A table with an entry per sample is paid for by its own bytes; samples of one
/// common size are not, so the file must at least be long enough to hold them all without overlap.
/// </summary>
internal sealed class SampleBudget(long samples, long constantSizeBytes)
{
    private long _samples = samples;
    private long _constantSizeBytes = constantSizeBytes;

    /// <summary>Takes the samples of a table from the budget; false, with nothing taken, if that is more than what is left.</summary>
    public bool TryTake(SampleSizeTable sizes)
    {
        long bytes = (long)sizes.Count * sizes.Constant;
        if (sizes.Count > _samples || bytes > _constantSizeBytes)
        {
            return false;
        }

        _samples -= sizes.Count;
        _constantSizeBytes -= bytes;
        return true;
    }
}
