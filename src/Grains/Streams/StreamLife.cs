using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Streams;

/// <summary>
/// Whether a stream is there and until when, apart from Orleans so that the rules can be tested by calling them. All times are the grain's own, counted from its
/// activation.
/// <list type="number">
/// <item>A personal stream is there as long as its viewer.</item>
/// <item>A shared stream is there until its file has ended, for good unless it loops.</item>
/// <item>Nobody watching ends it earlier: <c>timeout</c> after its last viewer left, or after its start if none ever came. A viewer who comes in that time stops the clock.</item>
/// <item>A published stream is there as long as its publisher, whoever watches.</item>
/// <item>One whose first viewer could not be served was never there: its file is not known to be playable.</item>
/// </list>
/// </summary>
/// <param name="timeout">How long a shared stream stays without a viewer; zero: not at all.</param>
internal sealed class StreamLife(TimeSpan timeout)
{
    /// <summary>From the end of the file to the end of the stream: the nodes first tell their viewers, who hear the last second a little later.</summary>
    public static readonly TimeSpan Tail = TimeSpan.FromSeconds(2);

    private TimeSpan _epoch;
    private TimeSpan? _emptySince;

    /// <summary>What the stream is; null when there is none.</summary>
    public StreamOrigin? Origin { get; private set; }

    /// <summary>What it consists of; null until a node has opened its file, or its publisher has sent something.</summary>
    public StreamMedia? Media { get; private set; }

    /// <summary>When it ends by itself; null when nothing ends it but an order.</summary>
    public TimeSpan? EndsAt => (FileEndsAt + Tail, ExpiresAt) switch
    {
        ({ } file, { } expiry) => file < expiry ? file : expiry,
        var (file, expiry) => file ?? expiry,
    };

    private TimeSpan? FileEndsAt => Origin is { Timeline.Loop: false } && Media is not null ? _epoch + Media.Duration : null;

    private TimeSpan? ExpiresAt => Origin is { Timeline: not null } ? _emptySince + timeout : null;

    /// <summary>The stream comes to be, without a viewer.</summary>
    /// <param name="origin">What it is.</param>
    /// <param name="media">What its file consists of, if that is known.</param>
    /// <param name="epoch">Grain time of media time zero; of no meaning for a personal stream.</param>
    /// <param name="now">Grain time.</param>
    public void Begin(StreamOrigin origin, StreamMedia? media, TimeSpan epoch, TimeSpan now)
    {
        Origin = origin;
        Media = media;
        _epoch = epoch;
        _emptySince = now;
    }

    /// <summary>A node has opened the file, or media of the publisher has come. A run keeps what it was told first, as the file may have been replaced since; whether this is it.</summary>
    public bool OnOpened(StreamMedia media)
    {
        bool isFirst = Media is null && Origin is not null;
        Media = isFirst ? media : Media;
        return isFirst;
    }

    /// <summary>Viewers came or left.</summary>
    public void OnWatching(int viewers, TimeSpan now)
    {
        if (viewers > 0 || Origin is { Publication: not null })
        {
            _emptySince = null;
        }
        else if (Origin is { IsShared: false } || Media is null)
        {
            End();
        }
        else
        {
            _emptySince ??= now;
        }
    }

    /// <summary>Whether the last of the file has been sent.</summary>
    public bool IsFileOver(TimeSpan now) => now >= FileEndsAt;

    /// <summary>Why the stream is over by now; null while it goes on.</summary>
    public StreamEndReason? Ended(TimeSpan now) => this switch
    {
        _ when now >= FileEndsAt + Tail => StreamEndReason.EndOfFile,
        _ when now >= ExpiresAt => StreamEndReason.Unwatched,
        _ => null,
    };

    /// <summary>There is no stream any more.</summary>
    public void End()
    {
        Origin = null;
        Media = null;
        _emptySince = null;
    }
}
