namespace Vod.Media.Mp4;

/// <summary>
/// What the tracks of a file may still use up together. A table with an entry per sample is paid for by its own bytes. Samples that are
/// only counted are not, so the file must at least be long enough to hold them all without overlap.
/// </summary>
/// <param name="limits">Bounds.</param>
/// <param name="fileLength">Bytes of the file.</param>
internal sealed class SampleBudget(Mp4Limits limits, long fileLength)
{
    private long _samples = limits.MaxSamples;
    private long _countedBytes = fileLength;
    private long _indexBytes = limits.MaxIndexBytes;
    private long _editedSamples = limits.FreeEditedSamples;

    /// <summary>Takes samples that have an entry each; false, with nothing taken, if they are more than what is left.</summary>
    public bool TryTake(long samples)
    {
        if (samples > _samples)
        {
            return false;
        }

        _samples -= samples;
        return true;
    }

    /// <summary>Takes samples without entries, of one size; even an empty one counts as a byte of the file, or it would be free.</summary>
    public bool TryTakeCounted(long samples, uint size)
    {
        long bytes = samples * Math.Max(size, 1);
        if (bytes > _countedBytes || !TryTake(samples))
        {
            return false;
        }

        _countedBytes -= bytes;
        return true;
    }

    /// <summary>Allows for edits of a track: each of its samples may be presented some times.</summary>
    public void AllowEdits(int samples) => _editedSamples += (long)samples * limits.MaxEditRepeats;

    /// <summary>Takes samples that an edit presents; false if they are more than what is left.</summary>
    public bool TryTakeEdited(int samples)
    {
        _editedSamples -= samples;
        return _editedSamples >= 0;
    }

    /// <summary>Takes memory for an index; false if there is none left.</summary>
    public bool TryTakeIndex(long bytes)
    {
        _indexBytes -= bytes;
        return _indexBytes >= 0;
    }
}
