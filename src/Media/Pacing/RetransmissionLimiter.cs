using Vod.Media.Timing;

namespace Vod.Media.Pacing;

/// <summary>
/// Bounds what one viewer can make us send by asking. A NACK entry of four bytes (RFC 4585 section 6.2.1) can demand seventeen packets, so
/// without a bound a viewer could multiply its own traffic five-thousandfold, and starve the video behind the
/// retransmissions.
/// </summary>
internal sealed class RetransmissionLimiter
{
    /// <summary>
    /// Retransmission bytes over media bytes. A path that loses more than a third of its packets cannot carry the stream at all.
    /// </summary>
    public const double MaxShare = 0.5;

    /// <summary>What every viewer may have, in bits per second: at a low bitrate one lost key frame is a large share.</summary>
    public const long MinBitrate = 500_000;

    /// <summary>Packets per second, whatever their size: the cost of a packet is mostly per packet.</summary>
    public const int MaxPacketsPerSecond = 1000;

    /// <summary>
    /// Bytes read again from the storage over media bytes: as much as a burst of the pacer, for one lost packet has its whole sample read.
    /// </summary>
    public const int MaxReadShare = 4;

    /// <summary>What may be read again for every viewer, in bits per second: at a low bitrate a key frame is seconds of the stream.</summary>
    public const long MinReadBitrate = 8_000_000;

    /// <summary>How much of a second's budget may go at once: losses come in bursts.</summary>
    public static readonly TimeSpan BurstSpan = TimeSpan.FromMilliseconds(500);

    private const int BitsPerByte = 8;
    private LeakyBucket _bytes;
    private LeakyBucket _packets;
    private LeakyBucket _reads;
    private long _bytesPerSecond;
    private long _readBytesPerSecond;

    /// <summary>Starts with a full budget.</summary>
    /// <param name="streamBitrate">Average bits per second of the media.</param>
    public RetransmissionLimiter(long streamBitrate) => SetStreamBitrate(streamBitrate);

    /// <summary>Changes the average that the budget is a share of.</summary>
    public void SetStreamBitrate(long bitsPerSecond)
    {
        _bytesPerSecond = Math.Max(MinBitrate, (long)(bitsPerSecond * MaxShare)) / BitsPerByte;
        _readBytesPerSecond = Math.Max(MinReadBitrate, bitsPerSecond * MaxReadShare) / BitsPerByte;
    }

    /// <summary>Takes a packet of <paramref name="bytes"/> out of the budget, if it is there.</summary>
    public bool TryTake(int bytes, MonotonicTime now)
    {
        MonotonicTime fullAt = now + BurstSpan;
        if (_bytes.EmptyAt + LeakyBucket.TimeToLeak(bytes, _bytesPerSecond) > fullAt
            || _packets.EmptyAt + LeakyBucket.TimeToLeak(1, MaxPacketsPerSecond) > fullAt)
        {
            return false;
        }

        _bytes.Pour(bytes, _bytesPerSecond, now);
        _packets.Pour(1, MaxPacketsPerSecond, now);
        return true;
    }

    /// <summary>Takes a read of <paramref name="bytes"/> out of the budget. The last one that fits may overdraw it, so that a large key frame is not refused for ever.</summary>
    public bool TryTakeRead(int bytes, MonotonicTime now)
    {
        if (_reads.EmptyAt > now + BurstSpan)
        {
            return false;
        }

        _reads.Pour(bytes, _readBytesPerSecond, now);
        return true;
    }
}
