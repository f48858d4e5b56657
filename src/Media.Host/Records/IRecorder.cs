using Vod.Media.Publish;

namespace Vod.Media.Host.Records;

/// <summary>Writes one recording into its file. Used by one thread at a time; <see cref="IOException"/> when the disk does not do it.</summary>
internal interface IRecorder : IDisposable
{
    /// <summary>Bytes of the file.</summary>
    long Size { get; }

    /// <summary>How long the recording is.</summary>
    TimeSpan Duration { get; }

    /// <summary>Whether the sound is to be AAC and not Opus.</summary>
    bool WantsAac { get; }

    /// <summary>Says when the sound begins, in the publisher's time, before its first frame has come.</summary>
    void BeginSound(TimeSpan time);

    /// <summary>Adds a picture; the bytes are given back by the recorder.</summary>
    /// <returns>False when the file can take no more of this kind.</returns>
    bool AddPicture(in PublishedPicture picture, PooledBytes bytes);

    /// <summary>No more pictures come, and the last one lasts to a time of the publisher's.</summary>
    void EndPictures(TimeSpan time);

    /// <summary>Adds a frame of sound; the bytes are given back by the recorder.</summary>
    /// <param name="time">When it begins, in the publisher's time at 48 kHz.</param>
    /// <param name="bytes">An AAC frame or an Opus packet.</param>
    void AddSound(long time, PooledBytes bytes);

    /// <summary>Called at regular intervals: writes what has waited since the last time, as a picture that stands still has no next one that would take it along.</summary>
    void Settle();

    /// <summary>Writes what is there still, and what makes the file a finished one.</summary>
    /// <returns>False when nothing was recorded.</returns>
    bool Finish();
}
