using Vod.Media.Matroska;

namespace Vod.Media.Host.Pushing;

/// <summary>One track of a film, sample by sample in the order of decoding, lap after lap. Times are those of the stream.</summary>
internal abstract class FilmFeed
{
    /// <summary>How a decoder is told of it.</summary>
    public abstract MatroskaTrack Track { get; }

    /// <summary>Whether there is no next sample.</summary>
    public bool IsOver { get; protected set; }

    /// <summary>Whether the next sample is for another decoder than that of <see cref="Track"/>.</summary>
    public bool HasChanged { get; protected set; }

    /// <summary>When the next sample is decoded.</summary>
    public TimeSpan Due { get; protected set; }

    /// <summary>When the next sample is shown or heard.</summary>
    public TimeSpan Shown { get; protected set; }

    /// <summary>Whether decoding can start at the next sample.</summary>
    public bool IsKey { get; protected set; }

    /// <summary>Takes the next sample and goes on to the one behind it. Gives its bytes, valid until the next call; none when it is to be left out.</summary>
    /// <exception cref="IOException">The storage cannot be read.</exception>
    public abstract ValueTask<ReadOnlyMemory<byte>> TakeAsync(CancellationToken cancellation);
}
